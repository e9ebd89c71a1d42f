namespace Research;

/// <summary>A combination of values that cannot be, as an SQL condition over the columns of one row.</summary>
/// <param name="Columns">The columns it looks at; the first is the one named in a finding.</param>
/// <param name="Condition">True for a row that breaks the rule. Unknown (null) is not a breach.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record SchemaRule(string[] Columns, string Condition, string Found, string Expected, string Mend);
