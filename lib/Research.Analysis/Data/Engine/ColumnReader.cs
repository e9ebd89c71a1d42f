using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Research;

/// <summary>Takes one column of a query's answer, row by row: numbers as doubles, everything else as a factor.</summary>
internal abstract class ColumnReader(DbDataReader reader, int ordinal)
{
    protected DbDataReader Reader { get; } = reader;

    protected int Ordinal { get; } = ordinal;

    protected string Name => Reader.GetName(Ordinal);

    public abstract void Take();

    public abstract DataColumn ToColumn();

    public static ColumnReader For(DbDataReader reader, int ordinal)
    {
        var type = reader.GetFieldType(ordinal);
        if (type == typeof(bool)) return Numbers(r => r.GetBoolean(ordinal) ? 1 : 0);
        if (type == typeof(sbyte)) return Numbers(r => r.GetFieldValue<sbyte>(ordinal));
        if (type == typeof(short)) return Numbers(r => r.GetInt16(ordinal));
        if (type == typeof(int)) return Numbers(r => r.GetInt32(ordinal));
        if (type == typeof(long)) return Numbers(r => Exactly(r.GetInt64(ordinal), reader.GetName(ordinal)));
        if (type == typeof(byte)) return Numbers(r => r.GetByte(ordinal));
        if (type == typeof(ushort)) return Numbers(r => r.GetFieldValue<ushort>(ordinal));
        if (type == typeof(uint)) return Numbers(r => r.GetFieldValue<uint>(ordinal));
        if (type == typeof(ulong)) return Numbers(r => Exactly(r.GetFieldValue<ulong>(ordinal), reader.GetName(ordinal)));
        if (type == typeof(BigInteger)) return Numbers(r => Exactly(r.GetFieldValue<BigInteger>(ordinal), reader.GetName(ordinal)));
        if (type == typeof(float)) return Numbers(r => r.GetFloat(ordinal));
        if (type == typeof(double)) return Numbers(r => r.GetDouble(ordinal));
        if (type == typeof(decimal)) return Numbers(r => (double)r.GetDecimal(ordinal));
        return new WordsReader(reader, ordinal);

        NumbersReader Numbers(Func<DbDataReader, double> value) => new(reader, ordinal, value);
    }

    // Identifiers kept as numbers would otherwise change silently above 2^53.
    private static double Exactly(BigInteger value, string column) => BigInteger.Abs(value) <= 1L << 53
        ? (double)value
        : throw new DataError("query", "a whole number above 2^53", "numbers a double holds exactly", "Cast the column to VARCHAR, or the sum to DOUBLE if near enough is enough.", column: column);

    private static double Exactly(long value, string column) => value is <= 1L << 53 and >= -(1L << 53) ? value : Exactly((BigInteger)value, column);

    private sealed class NumbersReader(DbDataReader reader, int ordinal, Func<DbDataReader, double> value) : ColumnReader(reader, ordinal)
    {
        private readonly List<double> values = [];

        public override void Take() => values.Add(Reader.IsDBNull(Ordinal) ? double.NaN : value(Reader));

        public override DataColumn ToColumn() => new NumberColumn(Name, [.. values]);
    }

    private sealed class WordsReader(DbDataReader reader, int ordinal) : ColumnReader(reader, ordinal)
    {
        private readonly List<int> codes = [];
        private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);

        public override void Take()
        {
            if (Reader.IsDBNull(Ordinal)) { codes.Add(-1); return; }
            string word = Reader.GetValue(Ordinal) switch
            {
                string s => s,
                IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString() ?? "",
            };
            ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(found, word, out bool known);
            if (!known) code = found.Count - 1;
            codes.Add(code);
        }

        // Levels in ordinal order, as R's C locale sorts them, whatever row they were met in.
        public override DataColumn ToColumn()
        {
            ImmutableArray<string> levels = [.. found.Keys.Order(StringComparer.Ordinal)];
            var place = new int[levels.Length];
            for (int i = 0; i < levels.Length; i++) place[found[levels[i]]] = i;
            return new FactorColumn(Name, [.. codes.Select(c => c < 0 ? -1 : place[c])], levels);
        }
    }
}
