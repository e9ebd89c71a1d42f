namespace Research;

/// <summary>Method of variance estimates recovery: the interval of a difference from the intervals of its two independent parts.</summary>
/// <remarks>L = d − √((a − a_L)² + (b_U − b)²), U = d + √((a_U − a)² + (b − b_L)²), d = a − b. On two Wilson intervals it is Newcombe's.
/// Source: Zou and Donner (2008), Statistics in Medicine 27, 1693–1702. R: <c>ratesci::moverci</c>.</remarks>
internal static class Mover
{
    public static Interval Difference(double a, Interval ofA, double b, Interval ofB)
    {
        double d = a - b;
        return new(d - double.Hypot(a - ofA.Low, ofB.High - b), d + double.Hypot(ofA.High - a, b - ofB.Low), ofA.Level);
    }
}
