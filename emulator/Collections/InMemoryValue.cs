namespace Outreach.Bulk.Emulator.Collections;

/// <summary>A value to filter or sort by, without a box: a number, a text, or null, which comes first.</summary>
internal readonly record struct InMemoryValue(long? Number, string? Text) : IComparable<InMemoryValue>
{
    public bool IsNull => Number is null && Text is null;

    public static implicit operator InMemoryValue(long? number) => new(number, null);

    public static implicit operator InMemoryValue(string? text) => new(null, text);

    public int CompareTo(InMemoryValue other) =>
        Text is null && other.Text is null ? Nullable.Compare(Number, other.Number) : string.CompareOrdinal(Text, other.Text);
}
