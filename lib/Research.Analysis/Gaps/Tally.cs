namespace Research;

/// <summary>Whole-number sums over the pupils of one side of a gap: everything that is said of the side is computed from them.</summary>
/// <param name="Asked">Pupils who should have a result.</param>
/// <param name="Used">Those who have one.</param>
/// <param name="Sum">Pupils who succeed (a rate); sum of the values, or of the parts (mean, ratio), in units of 10^−scale.</param>
/// <param name="Whole">Pupils used (rate, mean); sum of the wholes (ratio), in units of 10^−scale.</param>
/// <param name="Squares">Sums of squares for the interval; for a rate they say nothing new.</param>
public readonly record struct Tally(long Asked, long Used, long Sum, long Whole, TallySquares Squares = default)
{
    /// <summary>Pupils left out for want of a result.</summary>
    public long Dropped => Asked - Used;

    /// <summary>Pupils used who did not succeed: for a rate.</summary>
    public long Failed => Used - Sum;

    /// <summary>Both sides together, or the same side of two places.</summary>
    public static Tally operator +(Tally a, Tally b) => new(a.Asked + b.Asked, a.Used + b.Used, a.Sum + b.Sum, a.Whole + b.Whole, a.Squares + b.Squares);

    /// <summary>The pupils of one who are not among those of the other.</summary>
    public static Tally operator -(Tally a, Tally b) => new(a.Asked - b.Asked, a.Used - b.Used, a.Sum - b.Sum, a.Whole - b.Whole, a.Squares - b.Squares);

    /// <summary>The pupils of one who are not among those of the other.</summary>
    public static Tally Subtract(Tally left, Tally right) => left - right;

    /// <summary>Both sides together, or the same side of two places.</summary>
    public static Tally Add(Tally left, Tally right) => left + right;
}

/// <summary>Sums of squares and products over pupils, in whole numbers.</summary>
/// <param name="Parts">Σa², a the value or part.</param>
/// <param name="Products">Σab, b the whole.</param>
/// <param name="Wholes">Σb².</param>
public readonly record struct TallySquares(long Parts, long Products, long Wholes)
{
    /// <summary>Sum of two.</summary>
    public static TallySquares operator +(TallySquares a, TallySquares b) => new(a.Parts + b.Parts, a.Products + b.Products, a.Wholes + b.Wholes);

    /// <summary>Difference of two.</summary>
    public static TallySquares operator -(TallySquares a, TallySquares b) => new(a.Parts - b.Parts, a.Products - b.Products, a.Wholes - b.Wholes);

    /// <summary>Difference of two.</summary>
    public static TallySquares Subtract(TallySquares left, TallySquares right) => left - right;

    /// <summary>Sum of two.</summary>
    public static TallySquares Add(TallySquares left, TallySquares right) => left + right;
}
