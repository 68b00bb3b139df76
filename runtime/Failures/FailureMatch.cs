using System.Text;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Keys;
using Outreach.Bulk.Mappings;

namespace Outreach.Bulk.Failures;

/// <summary>
/// Finds the rows of failed items by unique key, in one pass over the file; where no row has the key as it is, by one that differs in
/// the case or the form of its letters alone, if there is no second. It holds the items, and up to two rows for each of their keys.
/// </summary>
internal sealed class FailureMatch
{
    private const int MostLines = 20;
    private const string NoKey = "its data holds no unique key that can be read";
    private const string NoSuchRow = "no row has its key";

    private readonly IReadOnlyList<ImportMappingEntry> _columns;
    private readonly Dictionary<(string ApiName, string Value), Key> _keys = [];
    private readonly Dictionary<(string ApiName, string Value), Key> _similarKeys = [];
    private readonly List<(BatchItem Item, Key[] Keys)> _items = [];
    private readonly Dictionary<long, byte[]> _rows = [];
    private readonly HashSet<long> _seen = [];
    private readonly Func<BatchItem, IEnumerable<KeyValuePair<string, string>>> _read;
    private (int Column, string ApiName)[] _places = [];
    private bool _keysAreRows;

    /// <param name="mapping">The mapping, whose key columns are looked at.</param>
    /// <param name="readKeys">Reads an item's keys; null for <see cref="ItemKeys"/>.</param>
    public FailureMatch(ImportMapping mapping, Func<BatchItem, IEnumerable<KeyValuePair<string, string>>>? readKeys)
    {
        _columns = KeyColumns.Of(mapping);
        _read = readKeys ?? new ItemKeys(mapping).Read;
    }

    public byte[]? Header { get; private set; }

    public IEnumerable<BatchItem> Items => _items.Select(item => item.Item);

    /// <summary>Adds those that failed, each once.</summary>
    public async Task AddFailedAsync(IAsyncEnumerable<BatchItem> items, CancellationToken cancellationToken)
    {
        await foreach (BatchItem item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (item.Failed != false && _seen.Add(item.Id))
                Add(item);
        }
    }

    public void Take(ReadOnlySpan<byte> record, CsvPlace place)
    {
        if (Header is null)
        {
            Header = record.ToArray();
            string[] names = CsvHeader.Decode(record);
            IEnumerable<(int Column, string ApiName)> places =
                _columns.Select(column => (Array.IndexOf(names, column.Header), column.ApiName));
            _places = [.. places.Where(place => place.Column >= 0)];
            return;
        }

        foreach ((int column, string apiName) in _places)
        {
            string value = KeyColumns.Normalize(apiName, CsvRecord.Text(record, column));
            if (value.Length == 0)
                continue;
            Take(_keys, (apiName, value), record, place);
            Take(_similarKeys, (apiName, KeyText.Without(KeyDifferences.All, value)), record, place);
        }
    }

    /// <summary>Makes a row of each key, where there is no file.</summary>
    public void TakeKeysAsRows()
    {
        _keysAreRows = true;
        _similarKeys.Clear();
        foreach (((_, string value), Key key) in _keys)
        {
            _rows.Add(_rows.Count, Encoding.UTF8.GetBytes(FailedCsv.Cell(value)));
            key.Lines.Add(_rows.Count - 1);
        }
    }

    public (FailedRow[] Rows, FailedRow[] Unmatched) Finish()
    {
        Dictionary<long, List<BatchItem>> matched = [];
        List<FailedRow> unmatched = [];
        foreach ((BatchItem item, Key[] keys) in _items)
        {
            long[] lines = LinesOf(keys);
            long[] similar = lines is [] ? LinesOf(keys.Select(key => key.Similar)) : [];
            switch (lines is [] && similar is [_] ? similar : lines)
            {
                case [long line]:
                    if (!matched.TryGetValue(line, out List<BatchItem>? items))
                        matched.Add(line, items = []);
                    items.Add(item);
                    break;
                case [] when similar.Length > 1:
                    string listed = string.Join(", ", similar);
                    unmatched.Add(Unmatched(item, $"{NoSuchRow}, and several but for the case or form of its letters: lines {listed}", similar));
                    break;
                case []:
                    unmatched.Add(Unmatched(item, keys.Length == 0 ? NoKey : NoSuchRow));
                    break;
                case var _ when _keysAreRows:
                    unmatched.Add(Unmatched(item, NoKey));
                    break;
                default:
                    unmatched.Add(Unmatched(item, $"several rows have its key: lines {string.Join(", ", lines)}", lines));
                    break;
            }
        }

        return ([.. matched.OrderBy(row => row.Key).Select(row => Matched(row.Key, row.Value))], [.. unmatched]);
    }

    private static long[] LinesOf(IEnumerable<Key?> keys) =>
        [.. keys.OfType<Key>().SelectMany(key => key.Lines).Distinct().Order().Take(MostLines)];

    private static FailedRow Unmatched(BatchItem item, string reason, long[]? lines = null) => new(lines ?? [], default, [item], reason);

    private FailedRow Matched(long line, List<BatchItem> items) => new(_keysAreRows ? [] : [line], _rows[line], items);

    private void Take(
        Dictionary<(string ApiName, string Value), Key> keys, (string ApiName, string Value) name, ReadOnlySpan<byte> record, CsvPlace place)
    {
        if (!keys.TryGetValue(name, out Key? key))
            return;
        if (key.Lines.Count == 0)
            _rows.TryAdd(place.Line, record.ToArray());
        if (key.Lines.Count < MostLines)
            key.Lines.Add(place.Line);
    }

    private void Add(BatchItem item)
    {
        HashSet<Key> keys = [];
        foreach ((string apiName, string value) in _read(item))
        {
            string normal = KeyColumns.Normalize(apiName, value);
            if (normal.Length == 0 || !_columns.Any(column => column.ApiName == apiName))
                continue;
            if (!_keys.TryGetValue((apiName, normal), out Key? key))
                _keys.Add((apiName, normal), key = new(SimilarTo(apiName, normal)));
            keys.Add(key);
        }

        _items.Add((item, [.. keys]));
    }

    private Key SimilarTo(string apiName, string value)
    {
        (string, string) name = (apiName, KeyText.Without(KeyDifferences.All, value));
        if (!_similarKeys.TryGetValue(name, out Key? similar))
            _similarKeys.Add(name, similar = new(similar: null));
        return similar;
    }

    private sealed class Key(Key? similar)
    {
        public Key? Similar => similar;

        public List<long> Lines { get; } = [];
    }
}
