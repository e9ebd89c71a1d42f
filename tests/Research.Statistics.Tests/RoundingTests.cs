namespace Research.Tests;

public class RoundingTests
{
    [Theory]
    [InlineData(0.285, 2, "0.29")]
    [InlineData(28.5, 0, "29")]
    [InlineData(-0.04, 1, "0.0")]
    [InlineData(0.49999999, 0, "0")]
    [InlineData(-2.5, 0, "-3")]
    public void Fives_go_up(double value, int decimals, string shown) => Assert.Equal(shown, Rounding.Text(value, decimals));
}
