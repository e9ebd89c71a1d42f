using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace Research.Notebooks;

/// <summary>How a value shows itself: HTML and plain text, and its table as CSV where it has one, so that two runs can be compared by numbers.</summary>
/// <remarks>Formatting is Microsoft.DotNet.Interactive.Formatting's, with its registrations and its attribute; then a public <c>ToHtml()</c>;
/// data frames and Plotly.NET charts, which those show badly or not at all, are drawn here.</remarks>
internal static class ValueDisplay
{
    // Front ends push every table cell to the right; words belong on the left, as on our own pages.
    private const string TableStyle = "<style>.research-table th,.research-table td{text-align:left}.research-table .number{text-align:right}</style>";

    /// <summary>A value in its preferred MIME types.</summary>
    public static DisplayOutput Of(object? value, bool isResult)
    {
        var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        switch (value)
        {
            case null: data[MimeTypes.Text] = "<null>"; break;
            case string text: data[MimeTypes.Text] = text; break;
            case GenericChart chart:
                data[MimeTypes.Html] = PlotFragment.Of(chart);
                data[MimeTypes.Text] = "Chart";
                break;
            case IFormattable scalar when IsScalar(value): data[MimeTypes.Text] = scalar.ToString(null, CultureInfo.InvariantCulture); break;
            case bool or char: data[MimeTypes.Text] = Convert.ToString(value, CultureInfo.InvariantCulture)!; break;
            case not null when FrameTable.Of(value) is { } frame:
                data[MimeTypes.Html] = frame.ToHtml();
                data[MimeTypes.Text] = frame.ToText();
                break;
            default: Format(value, data); break;
        }
        if (data.TryGetValue(MimeTypes.Html, out string? html) && html.Contains("class=\"research-table\"", StringComparison.Ordinal)) data[MimeTypes.Html] = html + TableStyle;
        return new DisplayOutput(data.ToImmutable(), isResult);
    }

    /// <summary>A value in the MIME types asked for.</summary>
    public static DisplayOutput As(object? value, IEnumerable<string> mimeTypes) =>
        new(mimeTypes.ToImmutableSortedDictionary(mime => mime, mime => Shown(value, mime), StringComparer.Ordinal), false);

    /// <summary>Content given as text of a MIME type.</summary>
    public static DisplayOutput OfText(string mimeType, string content) =>
        new(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(mimeType, content), false);

    private static string Shown(object? value, string mime) =>
        Of(value, false).Data.TryGetValue(mime, out string? shown) ? shown : value is string text ? text : Formatter.ToDisplayString(value, mime);

    private static void Format(object value, ImmutableSortedDictionary<string, string>.Builder data)
    {
        var type = value.GetType();
        if (!HasFormatterSource(type) && Call<string>(value, "ToHtml") is { } html)
        {
            data[MimeTypes.Html] = html;
            data[MimeTypes.Text] = value.ToString() ?? "";
        }
        else
        {
            foreach (string mime in Formatter.GetPreferredMimeTypesFor(type).Append(MimeTypes.Text)) data[mime] = Formatter.ToDisplayString(value, mime);
        }
        if (Csv(value) is { } csv) data[MimeTypes.Csv] = csv;
    }

    private static bool IsScalar(object value) =>
        value.GetType().IsPrimitive || value is decimal or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or Enum or Half or System.Numerics.BigInteger;

    private static bool HasFormatterSource(Type type) => type.GetCustomAttributes(inherit: true).Any(a => a.GetType().Name == "TypeFormatterSourceAttribute");

    // A table, a result that has one, or a chart that keeps its data as one; found by shape, so that no library need be known here.
    private static string? Csv(object value) =>
        Call<string>(value, "ToCsv")
        ?? (Call<object>(value, "ToTable") is { } table ? Call<string>(table, "ToCsv") : null)
        ?? (value.GetType().GetProperty("Data", BindingFlags.Public | BindingFlags.Instance) is { CanRead: true } property && property.GetIndexParameters().Length == 0
            && property.PropertyType.GetMethod("ToCsv", []) is not null && property.GetValue(value) is { } data ? Call<string>(data, "ToCsv") : null);

    private static T? Call<T>(object value, string name)
        where T : class
    {
        if (value.GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Instance, []) is not { } method || !typeof(T).IsAssignableFrom(method.ReturnType)) return null;
        return (T?)method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture);
    }
}
