namespace Research.Tests;

public class MinimumTests
{
    [Fact]
    public void A_quadratic_is_solved()
    {
        var minimum = Minimum.Of(Objective.From(x => 3 + 2 * (x[0] - 1) * (x[0] - 1) + (x[0] - 1) * (x[1] + 2) + 5 * (x[1] + 2) * (x[1] + 2)), [0, 0]);
        Assert.True(minimum.Reached);
        Assert.Equal(1, minimum.Point[0], 1e-7);
        Assert.Equal(-2, minimum.Point[1], 1e-7);
        Assert.Equal(3, minimum.Value, 1e-12);
    }

    [Fact]
    public void Rosenbrocks_valley_is_followed_to_its_end()
    {
        var minimum = Minimum.Of(Objective.From(x => 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[0], 2)), [-1.2, 1]);
        Assert.True(minimum.Reached);
        Assert.Equal(1, minimum.Point[0], 1e-5);
        Assert.Equal(1, minimum.Point[1], 1e-5);
    }

    [Fact]
    public void A_point_outside_the_domain_is_stepped_back_from()
    {
        var minimum = Minimum.Of(Objective.From(x => x[0] <= 0 ? double.NaN : x[0] - Math.Log(x[0])), [5]);
        Assert.Equal(1, minimum.Point[0], 1e-6);
    }

    [Fact]
    public void The_log_falls_from_the_start_to_the_minimum()
    {
        var minimum = Minimum.Of(Objective.From(x => Math.Cosh(x[0] - 0.3)), [2]);
        Assert.Equal(Math.Cosh(1.7), minimum.Log[0].Objective, 1e-12);
        Assert.True(minimum.Log.Zip(minimum.Log.Skip(1)).All(p => p.Second.Objective <= p.First.Objective + 1e-12));
        Assert.True(minimum.Log[^1].Evaluations <= minimum.Evaluations);
    }

    [Fact]
    public void Second_derivatives_agree_with_those_worked_by_hand()
    {
        double[,] hessian = Objective.From(x => Math.Exp(x[0]) * Math.Sin(x[1])).Hessian([0.3, 0.7], [0.01, 0.01]);
        Assert.Equal(Math.Exp(0.3) * Math.Sin(0.7), hessian[0, 0], 1e-7);
        Assert.Equal(Math.Exp(0.3) * Math.Cos(0.7), hessian[0, 1], 1e-7);
        Assert.Equal(-Math.Exp(0.3) * Math.Sin(0.7), hessian[1, 1], 1e-7);
    }
}
