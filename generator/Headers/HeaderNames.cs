using System.Globalization;

namespace Outreach.Bulk.Generator;

/// <summary>A column with a name in C#.</summary>
/// <param name="Name">Its member's name.</param>
/// <param name="Header">Its header's text.</param>
internal sealed record HeaderMember(string Name, string Header);

/// <summary>
/// The C# names of a file's columns, and what gets none: as with names of a description, what several want goes to none.
/// </summary>
internal sealed class HeaderNames
{
    /// <summary>The byte-order mark.</summary>
    public const char Mark = '\uFEFF';

    // Metadata has room for 1023 bytes of UTF-8.
    private const int LongestName = 255;

    private readonly List<(string[] Headers, string Reason)> _leftOut = [];

    public HeaderNames(IEnumerable<string> headers)
    {
        NameClaims names = new(StringComparer.Ordinal);
        NameClaims numbers = new(StringComparer.Ordinal);
        List<HeaderMember> members = [];
        foreach (string header in headers)
        {
            if (Identifier.Pascal(header) is not { } name)
            {
                _leftOut.Add(([header], "it has no letter or digit to make a C# name of"));
            }
            else if (name.Length > LongestName)
            {
                _leftOut.Add(([header], "it is too long for a C# name"));
            }
            else
            {
                names.Claim(name, header);
                numbers.Claim(Number(header), header);
                members.Add(new(name, header));
            }
        }

        _leftOut.AddRange(names.Collisions().Select(same => (same.Claimants, $"they would all be called '{same.Name}'")));
        _leftOut.AddRange(numbers.Collisions().Select(same => (same.Claimants, "they would have the same number in the enum, since numbers are made of headers")));
        Members = members
            .Where(member => !names.IsContested(member.Name) && !numbers.IsContested(Number(member.Header)))
            .ToEquatableArray();
    }

    /// <summary>The columns that have a name, in the order of the file.</summary>
    public EquatableArray<HeaderMember> Members { get; }

    /// <summary>The headers that have none, and why.</summary>
    public IReadOnlyList<(string[] Headers, string Reason)> LeftOut => _leftOut;

    private static string Number(string header) => StableNumber.Of(header).ToString(CultureInfo.InvariantCulture);
}
