using System.Collections.Immutable;

namespace Research.Tests;

/// <summary>The committed county's targets at each year from 2013 to 2017 and in March 2015, assessed once for all tests.</summary>
public sealed class AssessedCounty : IDisposable
{
    public AssessedCounty()
    {
        County = County.Open(Path.Combine(Samples, "county"));
        var all = Research.Targets.AssessEach(County, [2013, 2014, 2015, 2016, 2017, AsOf.Parse("2015-03")]);
        (Years, March) = (all[..5], all[5]);
    }

    public County County { get; }

    public ImmutableArray<Assessment> Years { get; }

    public Assessment March { get; }

    /// <summary>2014 with fewer futures, for what is worked out on them again and again.</summary>
    public Assessment Quick => quick ??= Research.Targets.Assess(County, 2014, policy: AssessmentPolicy.Default with { Futures = 1000 });

    private Assessment? quick;

    public static string Samples
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "Research.sln"))) at = at.Parent;
            return Path.Combine(at!.FullName, "data-samples");
        }
    }

    public Assessment At(int year) => Years.Single(a => a.AsOf.Results == year);

    public void Dispose() => County.Dispose();
}
