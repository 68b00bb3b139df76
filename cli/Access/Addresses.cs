using System.CommandLine.Parsing;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Options that take an address, which the parser does not read by itself.</summary>
internal static class Addresses
{
    public static Uri? Parse(ArgumentResult given)
    {
        string text = given.Tokens[^1].Value;
        if (Read(text) is { } address)
            return address;
        given.AddError($"\"{text}\" is not an address. It begins with https://.");
        return null;
    }

    /// <summary>The API's address, which ends with a slash whether somebody typed it or not.</summary>
    public static Uri? ParseBase(ArgumentResult given) => Parse(given) is { } address ? AsBase(address) : null;

    /// <summary>The address; null for anything else.</summary>
    public static Uri? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>The address with the slash behind which paths go on.</summary>
    public static Uri AsBase(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
