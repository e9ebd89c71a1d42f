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
        var condition = Checked(row, kind);
        return new(row.Required("id"), row["reading"] is { Length: > 0 } letter ? letter : "a", row["meaning"], row["phase"], row["page"], row["statement"], row["due_stated"], bridge == "1", row.Line,
            [.. row.Required("due").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => row.Year("due", text)).Select(due => condition with { Due = due })]);
    }

    private static TargetCondition Checked(TextRow row, TargetKind kind)
    {
        bool pupils = !kind.IsRecord && kind != TargetKind.Undefined;
        double amount = row.Number("amount"), level = row.Number("level");
        string[] unused = pupils ? [] : ["measure", "group", "against", "baseline", "baseline_year"];
        if (unused.FirstOrDefault(c => row[c].Length > 0) is { } extra) throw row.Wrong(extra, $"'{row[extra]}'", $"nothing for the kind {row["kind"]}", "Empty the cell, or choose another kind.");
        if (kind.NeedsAmount && !(amount >= 0)) throw row.Wrong("amount", row["amount"].Length == 0 ? "nothing" : $"'{row["amount"]}'", $"a number of 0 or more for the kind {row["kind"]}", "Say by how much; the kind says up or down.");
        if (kind.NeedsLevel && double.IsNaN(level)) throw row.Wrong("level", "nothing", $"the level to reach for the kind {row["kind"]}", "Fill it in.");
        if (!pupils && row["needs"].Length == 0) throw row.Wrong("needs", "nothing", "what would have to be recorded, or why it cannot be tested", "Say it in a phrase.");
        int baselineYear = row["baseline_year"].Length == 0 ? 0 : row.Year("baseline_year", row["baseline_year"]);
        if (kind.NeedsBaseline && baselineYear == 0) throw row.Wrong("baseline_year", "nothing", "the year the change is counted from", "Fill it in.");
        string group = pupils ? KnownGroup(row, "group", row.Required("group")) : "";
        string measure = pupils ? MeasureOf(row, kind, row.Required("measure")) : "";
        if (kind.IsGap && TargetCondition.GroupOf(group).IsEveryone) throw row.Wrong("group", $"'{group}', which has no peers", "a group with peers for a gap", "Name the group that is behind.");
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

    private static string MeasureOf(TextRow row, TargetKind kind, string text)
    {
        if (kind == TargetKind.SchoolsBelow)
        {
            var floor = Floor.Parse(text) ?? throw row.Wrong("measure", $"'{text}'", "conditions such as 'ks2_rwm_4plus < 60', joined by 'and' or by 'or'", "Write it in that form.");
            foreach (var condition in floor.Conditions) KnownMeasure(row, condition.Measure);
            return text;
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
