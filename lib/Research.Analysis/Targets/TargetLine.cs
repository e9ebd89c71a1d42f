using System.Collections.Immutable;

namespace Research;

/// <summary>One line of a targets file on its way to conditions: one for every year it falls due.</summary>
internal sealed record TargetLine(string Id, string Reading, string Meaning, string Phase, string Page, string Statement, string DueStated, bool Bridge, long Line, ImmutableArray<TargetCondition> Conditions)
{
    public static TargetLine Of(TextRow row)
    {
        var kind = row.Choice<TargetKind>("kind");
        string bridge = row["bridge"];
        if (bridge is not ("" or "0" or "1")) throw row.Wrong("bridge", $"'{bridge}'", "1, or nothing", "Write 1 for a reading that stands in for another scale.");
        if (bridge == "1" && !row["measure"].StartsWith(TargetCondition.IndexPrefix, StringComparison.Ordinal)) throw row.Wrong("bridge", $"'1' beside '{row["measure"]}'", "1 for a reading on the rank-based index alone", "Leave it empty, or name a gap index as the measure.");
        if (row["page"].Any(c => !(char.IsAsciiDigit(c) || c is '-' or ',' or ' '))) throw row.Wrong("page", $"'{row["page"]}'", "a page such as 14 or 14-15, or nothing", "Write the number alone.");
        foreach (var (column, most) in new[] { ("id", 20), ("reading", 3), ("meaning", 300), ("phase", 60), ("statement", 400), ("due_stated", 60), ("needs", 300) })
            if (row[column].Length > most || row[column].Any(char.IsControl)) throw row.Wrong(column, row[column].Length > most ? $"{row[column].Length} characters" : "a line break or another control character", $"at most {most} characters on one line", "Shorten it: the page shows it in one cell.");
        if (row.Required("id").Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))) throw row.Wrong("id", $"'{row["id"]}'", "letters, digits, dots, hyphens or underscores", "Rename it, such as T30.");
        if (row["reading"].Any(c => !char.IsAsciiLetterOrDigit(c))) throw row.Wrong("reading", $"'{row["reading"]}'", "a letter such as a, or nothing", "Use a, b, c and so on.");
        var condition = Checked(row, kind);
        return new(row.Required("id"), row["reading"] is { Length: > 0 } letter ? letter : "a", row["meaning"], row["phase"], row["page"], row["statement"], row["due_stated"], bridge == "1", row.Line,
            [.. row.Required("due").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Due(row, text, condition.BaselineYear)).Select(due => condition with { Due = due })]);
    }

    private static int Due(TextRow row, string text, int baseline)
    {
        if (text.IndexOfAny([',', ';', '/', '-']) is var cut and >= 0) throw row.Wrong("due", $"'{text}'", "years by the year they end in, with blanks between them", text[cut] is '/' or '-' ? "Write 2015/16 as 2016." : "Write 2015 2016.");
        int due = row.Year("due", text);
        return due > baseline ? due : throw row.Wrong("due", $"'{text}', not later than the baseline of {row["baseline_year"]}", "a year after the one the change is counted from", "Correct one of the two years.");
    }

    private static TargetCondition Checked(TextRow row, TargetKind kind)
    {
        bool pupils = !kind.IsRecord && kind != TargetKind.Undefined;
        double amount = row.Number("amount"), level = row.Number("level");
        string[] unused = pupils ? [] : ["measure", "group", "against", "baseline", "baseline_year"];
        if (unused.FirstOrDefault(c => row[c].Length > 0) is { } extra) throw row.Wrong(extra, $"'{row[extra]}'", $"nothing for the kind {row["kind"]}", "Empty the cell, or choose another kind.");
        foreach (var (column, needed) in new[] { ("amount", kind.NeedsAmount), ("baseline", kind.NeedsBaseline), ("against", kind.IsNational), ("level", kind.NeedsLevel || kind.NeedsBaseline) })
            if (!needed && row[column].Length > 0) throw row.Wrong(column, $"'{row[column]}'", $"nothing for the kind {row["kind"]}", "Empty the cell, or choose another kind.");
        if (kind.NeedsAmount && !(amount >= 0)) throw row.Wrong("amount", row["amount"].Length == 0 ? "nothing" : $"'{row["amount"]}'", $"a number of 0 or more for the kind {row["kind"]}", "Say by how much; the kind says up or down.");
        if (kind.NeedsLevel && double.IsNaN(level)) throw row.Wrong("level", "nothing", $"the level to reach for the kind {row["kind"]}", "Fill it in.");
        if (!pupils && row["needs"].Length == 0) throw row.Wrong("needs", "nothing", "what would have to be recorded, or why it cannot be tested", "Say it in a phrase.");
        int baselineYear = row["baseline_year"].Length == 0 ? 0 : row.Year("baseline_year", row["baseline_year"]);
        if (kind.NeedsBaseline && baselineYear == 0) throw row.Wrong("baseline_year", "nothing", "the year the change is counted from", "Fill it in.");
        string group = pupils ? KnownGroup(row, "group", row.Required("group")) : "";
        string measure = pupils ? MeasureOf(row, kind, row.Required("measure")) : "";
        if (kind == TargetKind.SchoolsBelow && group != "all") throw row.Wrong("group", $"'{group}'", "all: a floor is about all pupils of a school", "Write all.");
        if (kind == TargetKind.GapToNational && row["against"] is { Length: > 0 } against && TargetCondition.GroupOf(KnownGroup(row, "against", against)).IsEveryone) throw row.Wrong("against", $"'{against}', which has no peers", "a group with peers for a gap", "Name the group whose gap in England is the goal.");
        if (kind.IsGap && TargetCondition.GroupOf(group).IsEveryone) throw row.Wrong("group", $"'{group}', which has no peers", "a group with peers for a gap", "Name the group that is behind.");
        Ranges(row, kind, measure, (amount, level));
        Phases(row, kind, measure, group);
        return new()
        {
            Kind = kind,
            Measure = measure,
            Group = group,
            Amount = amount,
            Level = level,
            BaselineYear = baselineYear,
            Baseline = row.Number("baseline"),
            Due = 0,
            Needs = row["needs"],
            Line = row.Line,
            Against = row["against"].Length > 0 ? KnownGroup(row, "against", row["against"]) : group,
        };
    }

    // What no rate, gap, index or count can be.
    private static void Ranges(TextRow row, TargetKind kind, string measure, (double Amount, double Level) asked)
    {
        bool index = measure.StartsWith(TargetCondition.IndexPrefix, StringComparison.Ordinal), mean = kind.IsGap && !index && Measures.Find(measure).Kind != MeasureKind.Rate;
        double most = index ? 10 : mean ? double.MaxValue : 100;
        if (kind is TargetKind.SchoolsBelow or TargetKind.Count && asked.Amount != Math.Floor(asked.Amount)) throw row.Wrong("amount", $"'{row["amount"]}'", "a whole number", "Schools and things are counted.");
        if (kind is TargetKind.AttainmentUpPpt or TargetKind.GapDownPpt or TargetKind.FasterThanPeers && asked.Amount > most) throw row.Wrong("amount", $"'{row["amount"]}'", $"at most {most:0} points", "Correct it, or choose a kind in per cent.");
        if (kind is TargetKind.GapDownPercent && asked.Amount > 100) throw row.Wrong("amount", $"'{row["amount"]}'", "at most 100%: a gap that closes wholly", "Correct it.");
        foreach (var (column, value) in new[] { ("level", asked.Level), ("baseline", row.Number("baseline")) })
            if (!double.IsNaN(value) && (value > most || value < (kind.IsRate ? 0 : -most))) throw row.Wrong(column, $"'{row[column]}'", $"a figure from {(kind.IsRate ? 0 : -most):0} to {most:0}", "Correct it.");
    }

    // A group must be one that the measure's file can tell.
    private static void Phases(TextRow row, TargetKind kind, string measure, string group)
    {
        if (!kind.IsRate && !kind.IsGap) return;
        var phase = measure.StartsWith(TargetCondition.IndexPrefix, StringComparison.Ordinal) ? new TargetCondition { Kind = kind, Measure = measure, Due = 0 }.IndexPhase : Measures.Find(measure).Phase;
        if (!TargetCondition.GroupOf(group).Phases.Contains(phase)) throw row.Wrong("group", $"'{group}'", $"a group that the records of {phase.Title} can tell", "Its columns are in another file: choose another group or measure.");
    }

    private static string MeasureOf(TextRow row, TargetKind kind, string text)
    {
        if (kind == TargetKind.SchoolsBelow)
        {
            var floor = Floor.Parse(text) ?? throw row.Wrong("measure", $"'{text}'", "conditions such as 'ks2_rwm_4plus < 60', joined by 'and' or by 'or'", "Write it in that form.");
            Measure[] measures = [.. floor.Conditions.Select(condition => Measures.Find(KnownMeasure(row, condition.Measure)))];
            if (measures.FirstOrDefault(m => m.Kind != MeasureKind.Rate || !m.HigherIsBetter) is { } odd) throw row.Wrong("measure", $"'{odd.Id}' in a floor", "rates of which more is better", "Choose other measures.");
            if (measures.Any(m => m.Phase != measures[0].Phase)) throw row.Wrong("measure", $"'{text}', measures of two phases", "measures of one phase", "Give each phase a line: lines of one reading must hold together.");
            return floor.Conditions.All(c => c.Threshold is > 0 and <= 100) ? text : throw row.Wrong("measure", $"'{text}'", "thresholds above 0 and at most 100", "Correct them.");
        }
        if (text.StartsWith(TargetCondition.IndexPrefix, StringComparison.Ordinal))
        {
            string[] phases = [.. Enum.GetValues<Phase>().Where(p => p != Research.Phase.Phonics).Select(p => TargetCondition.IndexPrefix + Schema.Of(p).Name)];
            if (!phases.Contains(text)) throw row.Wrong("measure", $"'{text}'", "one of " + string.Join(", ", phases), $"Correct it.{NearestName.Hint(text, phases)}");
            return kind.IsGap ? text : throw row.Wrong("kind", $"'{row["kind"]}' of a gap index", "a kind of gap", "Use gap_down_percent, gap_to or gap_to_national.");
        }
        var measure = Measures.Find(KnownMeasure(row, text));
        if (kind.IsRate && measure.Kind != MeasureKind.Rate) throw row.Wrong("measure", $"'{text}', which is no rate", "a rate for this kind", "Choose a measure in per cent of pupils.");
        return measure.HigherIsBetter || kind is TargetKind.GapDownPpt or TargetKind.GapDownPercent or TargetKind.GapTo or TargetKind.GapToNational ? text
            : throw row.Wrong("measure", $"'{text}', of which less is better", "a measure of which more is better for this kind", "Use a kind of gap.");
    }

    private static string KnownMeasure(TextRow row, string id) => Measures.Has(id) ? id
        : throw row.Wrong("measure", $"'{id}'", "the id of a measure in the catalogue, or gap_index_ks1, gap_index_ks2, gap_index_ks4", $"Correct the id.{NearestName.Hint(id, Measures.All.Select(m => m.Id))}");

    private static string KnownGroup(TextRow row, string column, string id)
    {
        if (id.StartsWith("where ", StringComparison.Ordinal))
        {
            try { TargetCondition.GroupOf(id); }
            catch (DataError e) { throw row.Wrong(column, e.Found, e.Expected, e.Mend); }
            return id;
        }
        return Groups.Has(id) ? id : throw row.Wrong(column, $"'{id}'", "the id of a group in the catalogue", $"Correct the id.{NearestName.Hint(id, Groups.All.Select(g => g.Id))}");
    }
}
