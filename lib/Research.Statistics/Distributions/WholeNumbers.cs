namespace Research;

/// <summary>Search over the whole numbers from 0 on.</summary>
internal static class WholeNumbers
{
    /// <summary>The smallest whole number that is enough, where all above it are too.</summary>
    /// <param name="isEnough">True from some number on.</param>
    /// <param name="near">About where it is.</param>
    public static double Smallest(Func<double, bool> isEnough, double near)
    {
        if (isEnough(0)) return 0;
        double low = 0, high = Math.Max(1, Math.Floor(near));
        // Beyond this whole numbers cannot be told apart.
        while (high < 1e15 && !isEnough(high)) (low, high) = (high, 2 * high);
        while (high < 1e15 && high - low > 1)
        {
            double middle = Math.Floor((low + high) / 2);
            if (isEnough(middle)) high = middle; else low = middle;
        }
        return high;
    }
}
