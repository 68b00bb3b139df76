namespace Outreach.Bulk;

/// <summary>What is wrong with a CSV file, its mapping or a row that becomes one.</summary>
public enum CsvProblemKind
{
    /// <summary>The file holds nothing, or nothing but a byte-order mark.</summary>
    EmptyFile = 0,

    /// <summary>The file holds a header and no record below it.</summary>
    NoRecords = 1,

    /// <summary>The header is blank, or longer than 1 MiB.</summary>
    UnusableHeader = 2,

    /// <summary>The file is UTF-16. Outreach takes UTF-8; <see cref="CsvFile.ReadAs"/> has such a file converted.</summary>
    Utf16 = 3,

    /// <summary>Bytes that are no UTF-8.</summary>
    InvalidUtf8 = 4,

    /// <summary>NUL bytes.</summary>
    NulByte = 5,

    /// <summary>A record ends with another kind of line break than the first one does.</summary>
    MixedLineBreaks = 6,

    /// <summary>A quote inside a cell that does not start with one, or text after a cell's closing quote.</summary>
    StrayQuote = 7,

    /// <summary>A quote that is still open where the file ends.</summary>
    UnclosedQuote = 8,

    /// <summary>A record with fewer cells than the header.</summary>
    TooFewCells = 9,

    /// <summary>A record with more cells than the header.</summary>
    TooManyCells = 10,

    /// <summary>
    /// An empty line, or a record or row without any value but white space and characters that are not seen. Outreach's help pages say
    /// that it makes an import fail.
    /// </summary>
    BlankRecord = 11,

    /// <summary>A cell longer than <see cref="ImportOptions.MaximumCellBytes"/>.</summary>
    CellTooLong = 12,

    /// <summary>More records or rows than <see cref="ImportOptions.MaximumRows"/>.</summary>
    TooManyRecords = 13,

    /// <summary>A record with the unique key of an earlier one. <see cref="ImportOptions.UniqueColumns"/> says what is one.</summary>
    RepeatedKey = 14,

    /// <summary>A column is mapped to a field that cannot be written.</summary>
    ReadOnlyField = 15,

    /// <summary>Two columns are mapped to the same field.</summary>
    FieldMappedTwice = 16,

    /// <summary>A column is mapped twice.</summary>
    HeaderMappedTwice = 17,

    /// <summary>The mapping, or <see cref="ImportOptions.UniqueColumns"/>, names a column that the file does not have.</summary>
    MissingHeader = 18,

    /// <summary>The file has a column that the mapping does not name.</summary>
    UnmappedHeader = 19,

    /// <summary>The file has two columns of the same name, or of names that look the same.</summary>
    DuplicateHeader = 20,

    /// <summary>The file has a column without a name.</summary>
    BlankHeader = 21,

    /// <summary>A typed row is <see langword="null"/>.</summary>
    NullRow = 22,

    /// <summary>A value of a typed row cannot be written as a cell.</summary>
    BadCell = 23,

    /// <summary>The file is UTF-32. <see cref="CsvFile.ReadAs"/> has such a file converted.</summary>
    Utf32 = 24,

    /// <summary>The file is a workbook or an archive, and no text.</summary>
    NoText = 25,

    /// <summary>Bytes that the encoding given to <see cref="CsvFile.ReadAs"/> has no character for, or the mark of another encoding.</summary>
    UndecodableBytes = 26,

    /// <summary>A byte-order mark behind the start of the file, most often where another file was joined on.</summary>
    ByteOrderMark = 27,

    /// <summary>
    /// The character U+001A, Ctrl-Z: the end-of-file mark of old systems, or what a conversion left of a character it did not know.
    /// </summary>
    EndOfFileMark = 28,

    /// <summary>A record that is the header again, most often where another file was joined on.</summary>
    RepeatedHeader = 29,

    /// <summary>The columns seem to be separated by something else than commas, or what <see cref="CsvFile.ReadAs"/> was given.</summary>
    OtherSeparator = 30,

    /// <summary>The first line is no header, but tells spreadsheet programs the separator (<c>sep=;</c>).</summary>
    SeparatorLine = 31,

    /// <summary>A value in a column that is mapped to <c>id</c> is no whole number.</summary>
    NoInteger = 32,
}
