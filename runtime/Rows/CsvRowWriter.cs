using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Rows;

namespace Outreach.Bulk;

/// <summary>
/// Writes typed rows as CSV by RFC 4180, as UTF-8, without allocating for each. A cell is quoted when it holds a comma, a quote or a
/// line break, or begins or ends with a blank. <see langword="null"/>, empty text and empty lists are empty cells.
/// </summary>
public sealed class CsvRowWriter
{
    private const int InitialSize = 1 << 17;

    // Three bytes for each of its characters still fit an array.
    private const int LongestText = 1 << 29;
    private const int LongestNumber = 64;
    private const int LongestInstant = 256;

    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",\"\r\n\0"u8);

    private readonly IReadOnlyList<string> _header;
    private readonly string? _instantFormat;
    private readonly string _separatorText;
    private readonly byte[] _separator;
    private readonly byte[] _true;
    private readonly byte[] _false;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;
    private int _rowStart;
    private int _cells;

    internal CsvRowWriter(IReadOnlyList<string> header, CsvRowFormat format)
    {
        _header = header;
        _instantFormat = format.InstantFormat;
        _separatorText = format.ListSeparator;
        _separator = Encoding.UTF8.GetBytes(format.ListSeparator);
        _true = Encoding.UTF8.GetBytes(format.TrueText);
        _false = Encoding.UTF8.GetBytes(format.FalseText);
    }

    internal long Rows { get; private set; }

    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Writes rows as a CSV file, header first: what an import of the same rows uploads.</summary>
    /// <typeparam name="TRow">The type of the rows, marked <see cref="OutreachCsvRowAttribute"/>.</typeparam>
    /// <param name="stream">The stream; it is not disposed, nor flushed.</param>
    /// <param name="rows">The rows. They are read once, one at a time.</param>
    /// <param name="format">How values become cells. Default: as <c>new()</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="ArgumentException">The format cannot be used.</exception>
    /// <exception cref="CsvException">A row cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<long> WriteAsync<TRow>(
        Stream stream, IAsyncEnumerable<TRow> rows, CsvRowFormat? format = null, CancellationToken cancellationToken = default)
        where TRow : ICsvRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(rows);
        format ??= new();
        format.ThrowIfNotUsable(nameof(format));
        return RowSerializer.WriteAsync(
            rows, format, long.MaxValue, (bytes, _) => stream.WriteAsync(bytes, cancellationToken), cancellationToken);
    }

    /// <summary>The mapping of the columns of a type of rows, for what takes a file of them and a mapping.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <returns>A new mapping.</returns>
    public static ImportMapping MappingOf<TRow>()
        where TRow : ICsvRow<TRow> => TRow.CreateMapping();

    /// <summary>Writes a text.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="CsvException">It has an unpaired surrogate or a NUL.</exception>
    public void Write(string? value)
    {
        int start = StartCell();
        if (string.IsNullOrEmpty(value))
            return;
        Encode(value);
        Quote(start);
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The number.</param>
    public void Write(long? value)
    {
        StartCell();
        if (value is { } number)
            Format(number, default);
    }

    /// <summary>Writes a number with all its digits.</summary>
    /// <param name="value">The number.</param>
    public void Write(decimal? value)
    {
        StartCell();
        if (value is { } number)
            Format(number, default);
    }

    /// <summary>Writes a number with the digits that tell it from every other one.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="CsvException">It is not finite.</exception>
    public void Write(double? value)
    {
        StartCell();
        if (value is not { } number)
            return;
        if (!double.IsFinite(number))
            throw Refused("is not a finite number.");
        Format(number, default);
    }

    /// <inheritdoc cref="Write(double?)"/>
    public void Write(float? value)
    {
        StartCell();
        if (value is not { } number)
            return;
        if (!float.IsFinite(number))
            throw Refused("is not a finite number.");
        Format(number, default);
    }

    /// <summary>Writes <see cref="CsvRowFormat.TrueText"/> or <see cref="CsvRowFormat.FalseText"/>.</summary>
    /// <param name="value">Which one.</param>
    public void Write(bool? value)
    {
        int start = StartCell();
        if (value is not { } flag)
            return;
        Append(flag ? _true : _false);
        Quote(start);
    }

    /// <summary>Writes a date.</summary>
    /// <param name="value">The date.</param>
    public void Write(DateOnly? value)
    {
        StartCell();
        if (value is { } date)
            Format(date, "O");
    }

    /// <summary>Writes an instant, in UTC.</summary>
    /// <param name="value">The instant.</param>
    public void Write(DateTimeOffset? value)
    {
        int start = StartCell();
        if (value is { } instant)
            WriteInstant(start, instant.UtcDateTime);
    }

    /// <summary>Writes an instant, in UTC.</summary>
    /// <param name="value">The instant: in UTC, or in local time, which is converted.</param>
    /// <exception cref="CsvException">
    /// Its <see cref="DateTime.Kind"/> is <see cref="DateTimeKind.Unspecified"/>, so it is no instant.
    /// </exception>
    public void Write(DateTime? value)
    {
        int start = StartCell();
        if (value is not { } time)
            return;
        if (time.Kind == DateTimeKind.Unspecified)
        {
            throw Refused(
                "is a DateTime of an unspecified kind, which may be any time zone's. Use DateTimeOffset, or DateTime.SpecifyKind.");
        }

        WriteInstant(start, time.ToUniversalTime());
    }

    /// <summary>Writes a list into one cell, <see cref="CsvRowFormat.ListSeparator"/> between the items.</summary>
    /// <param name="items">The items.</param>
    /// <exception cref="CsvException">An item is null or empty, holds the separator, or cannot be written as text.</exception>
    public void Write(IEnumerable<string?>? items)
    {
        int start = StartCell();
        switch (items)
        {
            case null:
                return;
            case string?[] array:
                Append(start, array);
                break;
            case List<string?> list:
                Append(start, CollectionsMarshal.AsSpan(list));
                break;
            case IReadOnlyList<string?> list:
                for (int i = 0; i < list.Count; i++)
                    Append(start, list[i]);
                break;
            default:
                foreach (string? item in items)
                    Append(start, item);
                break;
        }

        Quote(start);
    }

    internal void WriteHeader()
    {
        foreach (string column in _header)
            Write(column);
        End();
    }

    internal void StartRow()
    {
        Rows++;
        _cells = 0;
        _rowStart = _length;
    }

    internal void EndRow()
    {
        if (_cells != _header.Count)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"A row wrote {_cells} cells, and its header has {_header.Count}."));
        }

        if (CsvHeader.IsBlank(_buffer.AsSpan(_rowStart, _length - _rowStart)))
        {
            throw CsvException.BadRow(
                CsvProblemKind.BlankRecord,
                Rows,
                "has no value in any column, blanks and characters that are not seen aside; a blank row makes an import fail.");
        }

        End();
    }

    internal void Clear() => _length = 0;

    internal void Release()
    {
        // Rented arrays hold people's data, and other code gets them next.
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _length = 0;
    }

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t';

    private void End()
    {
        Append("\r\n"u8);
        _cells = 0;
    }

    private int StartCell()
    {
        if (_cells++ > 0)
            Append((byte)',');
        return _length;
    }

    private void WriteInstant(int start, DateTime utc)
    {
        if (_instantFormat is not null)
        {
            Span<byte> room = Reserve(LongestInstant)[..LongestInstant];
            new DateTimeOffset(utc).TryFormat(room, out int written, _instantFormat, CultureInfo.InvariantCulture);
            if (written == 0)
                throw Refused($"has no text of up to {LongestInstant} bytes by CsvRowFormat.InstantFormat.");
            _length += written;
            Quote(start);
            return;
        }

        // It ends with seven digits of the second and a Z; zeros at the end say nothing.
        Format(utc, "O");
        int end = _length - 1;
        while (_buffer[end - 1] == '0')
            end--;
        if (_buffer[end - 1] == '.')
            end--;
        _buffer[end] = (byte)'Z';
        _length = end + 1;
    }

    private void Format<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        if (!value.TryFormat(Reserve(LongestNumber), out int written, format, CultureInfo.InvariantCulture))
            throw new InvalidOperationException("A value is longer than any of its type can be.");
        _length += written;
    }

    private void Append(int start, ReadOnlySpan<string?> items)
    {
        foreach (string? item in items)
            Append(start, item);
    }

    private void Append(int start, string? item)
    {
        if (string.IsNullOrEmpty(item))
            throw Refused("holds an empty item. Leave such items out.");
        if (item.Contains(_separatorText, StringComparison.Ordinal))
        {
            throw Refused(
                $"holds an item with '{_separatorText}', which separates items: it would become two. "
                + "CsvRowFormat.ListSeparator has another.");
        }

        if (_length > start)
            Append(_separator);
        Encode(item);
    }

    private void Encode(string text)
    {
        if (text.Length > LongestText)
            throw Refused("is too long.");
        Span<byte> room = Reserve(3 * text.Length);
        if (Utf8.FromUtf16(text, room, out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
            throw Refused("has an unpaired surrogate, which has no UTF-8 form.");
        _length += written;
    }

    /// <summary>Quotes the cell that was just written, if it must be.</summary>
    private void Quote(int start)
    {
        ReadOnlySpan<byte> cell = _buffer.AsSpan(start, _length - start);
        if (cell.IsEmpty || (!cell.ContainsAny(s_quoted) && !IsBlank(cell[0]) && !IsBlank(cell[^1])))
            return;
        if (cell.Contains((byte)0))
            throw Refused("has a NUL character.");
        int length = cell.Length;
        int longer = cell.Count((byte)'"') + 2;
        Reserve(longer);

        // From the end, so that nothing is overwritten before it was moved.
        int to = _length += longer;
        _buffer[--to] = (byte)'"';
        for (int from = start + length - 1; from >= start; from--)
        {
            byte now = _buffer[from];
            _buffer[--to] = now;
            if (now == '"')
                _buffer[--to] = now;
        }

        _buffer[start] = (byte)'"';
    }

    private void Append(byte character)
    {
        Reserve(1)[0] = character;
        _length++;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Reserve(int length)
    {
        if (_buffer.Length - _length < length)
            Grow(length);
        return _buffer.AsSpan(_length);
    }

    private void Grow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(2L * _buffer.Length, (long)_length + length)));
        if (larger.Length - _length < length)
            throw Refused("is too long.");
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }

    private CsvException Refused(string problem) => CsvException.BadCell(Rows, _header[Math.Min(_cells, _header.Count) - 1], problem);
}
