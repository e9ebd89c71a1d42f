using System.Collections.Immutable;

namespace Research;

/// <summary>The contract of every fitted model: <see cref="Terms"/>, a row a coefficient; <see cref="Overview"/>, one row a model;
/// <see cref="Rows"/>, a row an observation. R: <c>broom::tidy</c>, <c>glance</c>, <c>augment</c>.</summary>
public abstract record Fit : Result
{
    /// <summary>The estimator in words, first thing in the title: "Ordinary least squares, CR2 errors by school".</summary>
    public abstract string Method { get; }

    /// <summary>The formula as given.</summary>
    public abstract string Formula { get; }

    /// <summary>Rows used, rows dropped and why.</summary>
    public abstract Sample Sample { get; }

    /// <summary>Whether the optimum was reached.</summary>
    public abstract Convergence Convergence { get; }

    /// <summary>One row a coefficient, in the model's order.</summary>
    public abstract ImmutableArray<Term> Terms { get; }

    /// <summary>One row for the model: named figures such as sigma, log-likelihood, AIC, each with a title.</summary>
    public abstract ImmutableArray<Figure> Overview { get; }

    /// <summary>One row an observation used: the row's number in the data (from 1), observed, fitted and residual at least.</summary>
    public abstract Dataset Rows { get; }

    /// <summary>A methods paragraph with citations, ready to paste.</summary>
    public abstract string Report();

    /// <summary>The term of a name.</summary>
    public Term this[string name] => Terms.FirstOrDefault(t => t.Name == name)
        ?? throw new DataError("model terms", $"'{name}'", "one of " + string.Join(", ", Terms.Select(t => t.Name)),
            $"Use a term's name.{NearestName.Hint(name, Terms.Select(t => t.Name))}");

    /// <summary>The terms as a table with the same column names for every model.</summary>
    public override Table ToTable() => new($"{Method}: {Formula}. {Sample}; {Convergence}.",
        [
            new("term", "Term"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("statistic", "Statistic"),
            new("df", "Degrees of freedom"), new("p_value", "p"), new("conf_low", "Low"), new("conf_high", "High"),
        ],
        Terms.Select(t => (IReadOnlyList<Cell>)[t.Name, t.Estimate, t.StandardError, t.Statistic, t.DegreesOfFreedom, t.PValue, t.Interval.Low, t.Interval.High]),
        [string.Join("; ", Overview.Select(f => $"{f.Title} {Cell.Of(f.Value).Show(null)}"))]);
}

/// <summary>A named figure of a model.</summary>
/// <param name="Name">Name in files: sigma, log_lik, aic.</param>
/// <param name="Title">Name for readers.</param>
/// <param name="Value">The value; not a number where the model does not define it.</param>
public sealed record Figure(string Name, string Title, double Value);
