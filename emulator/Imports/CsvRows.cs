using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>The rows of an uploaded file, seen through the mappings of an import.</summary>
internal sealed class CsvRows : IImportRows
{
    private readonly RecordModel _model;
    private readonly EmulatorOptions _options;
    private readonly string[] _header;
    private readonly List<(int Column, string Attribute)> _columns = [];
    private readonly List<string[]> _rows = [];

    public CsvRows(Stream file, RecordModel model, JsonObject mappings, EmulatorOptions options)
    {
        (_model, _options) = (model, options);
        CsvReader reader = CsvReader.Open(file);
        _header = reader.Read() ?? [];
        while (_rows.Count < options.RowsPerImport && reader.Read() is string[] row)
            _rows.Add(row);
        Count = _rows.Count;
        // A file that is too long fails as a whole; there is no need to hold it.
        while (reader.Skip())
            Count++;

        foreach ((string header, JsonNode? attribute) in mappings)
        {
            int column = Array.IndexOf(_header, header);
            if (column < 0)
                Problem ??= $"The file has no column '{header}'.";
            else
                _columns.Add((column, (string)attribute!));
        }

        Problem ??= ProblemOfFile();
    }

    public int Count { get; }

    public string? Problem { get; }

    public ImportRow this[int index]
    {
        get
        {
            string[] cells = _rows[index];
            if (cells.Length != _header.Length)
                return new ImportRow(_model.Name, null, [], $"The row has {cells.Length} cells, the header {_header.Length}.");
            JsonNode? id = null;
            JsonObject attributes = [];
            foreach ((int column, string attribute) in _columns)
            {
                if (cells[column].Length == 0 && !_options.EmptyCellsClear)
                    continue;
                JsonNode? value = cells[column].Length == 0 ? null : JsonValue.Create(cells[column]);
                if (attribute == "id")
                    id = value;
                else
                    attributes[attribute] = value;
            }

            return new ImportRow(_model.Name, id, attributes, ProblemOfKeys(id, attributes));
        }
    }

    private string? ProblemOfFile()
    {
        if (Count > _options.RowsPerImport)
            return $"The file has {Count} rows; at most {_options.RowsPerImport} are allowed.";
        if (_header.Length == 0 || _header.Any(string.IsNullOrWhiteSpace))
            return "A column has no header.";
        int blank = _rows.FindIndex(cells => cells.All(IsBlank));
        if (blank >= 0)
            return $"Row {blank + 1} is blank.";
        return _options.RepeatedKeysFailImport ? RepeatedKey() : null;
    }

    // As the library has it: what is trimmed away, and what is not seen.
    private static bool IsBlank(string cell) => cell.EnumerateRunes().All(rune =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format);

    private string? RepeatedKey()
    {
        foreach ((int column, string attribute) in _columns.Where(column => IsKey(column.Attribute)))
        {
            HashSet<string> seen = [];
            foreach (string[] cells in _rows.Where(cells => column < cells.Length && cells[column].Length > 0))
            {
                if (!seen.Add(cells[column]))
                    return $"The {attribute} '{cells[column]}' is there more than once.";
            }
        }

        return null;
    }

    private string? ProblemOfKeys(JsonNode? id, JsonObject attributes)
    {
        string[] mapped = [.. _columns.Select(column => column.Attribute).Where(IsKey).Distinct()];
        return _options.RowsNeedKey && mapped.Length > 0 && !mapped.Any(key => (key == "id" ? id : attributes[key]) is not null)
            ? $"There is no value for {string.Join(" or ", mapped)}."
            : null;
    }

    private bool IsKey(string attribute) => attribute == "id" || attribute == _model.UniqueKey
        || (_options.ProspectsMatchByEmail && _model == RecordModel.Prospect && attribute == "emails");

    /// <summary>Refuses what can't be an attribute of the model.</summary>
    public static void RefuseUnknown(RecordModel model, JsonObject mappings)
    {
        foreach ((_, JsonNode? target) in mappings)
        {
            if ((string)target! != "id" && model.Writable((string)target!) is null)
                throw ApiException.UnknownAttribute($"'{(string)target!}' is not an attribute of {model.Name} that can be written.");
        }
    }
}
