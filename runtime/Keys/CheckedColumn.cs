namespace Outreach.Bulk.Keys;

/// <summary>A column whose values are looked at.</summary>
/// <param name="Header">Its name in the file.</param>
/// <param name="Place">Which column it is, from 0.</param>
/// <param name="IsNumber">Whether its values must be whole numbers, so that 017 and 17 are the same one.</param>
/// <param name="IsUnique">Whether no two may be the same.</param>
/// <param name="Ignored">Differences that make no other value.</param>
internal sealed record CheckedColumn(string Header, int Place, bool IsNumber, bool IsUnique, KeyDifferences Ignored);
