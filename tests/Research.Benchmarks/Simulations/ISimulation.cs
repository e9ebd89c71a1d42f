namespace Research.Benchmarks;

/// <summary>A simulation with known truth: bias and coverage of an estimator. Every class that implements this is found; run one with
/// <c>--simulate NAME</c>, which prints its tables and keeps them in docs/simulations/NAME.md.</summary>
internal interface ISimulation
{
    /// <summary>Name on the command line and of the page.</summary>
    string Name { get; }

    /// <summary>What is asked, in a sentence or two, for the head of the page.</summary>
    string Question { get; }

    /// <summary>The tables. The same seed gives the same tables.</summary>
    IEnumerable<Table> Run(long seed);
}
