using System.CommandLine.Parsing;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Options that take an address, which the parser does not read by itself.</summary>
internal static class Addresses
{
    public static Uri? Parse(ArgumentResult given)
    {
        string text = given.Tokens[^1].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
            return address;
        given.AddError($"\"{text}\" is not an address. It begins with https://.");
        return null;
    }
}
