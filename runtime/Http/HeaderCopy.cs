using System.Net.Http.Headers;

namespace Outreach.Bulk.Http;

/// <summary>Copies headers as the text they are, without parsing them.</summary>
internal static class HeaderCopy
{
    public static void Add(HttpHeaders from, HttpHeaders to)
    {
        foreach ((string name, HeaderStringValues values) in from.NonValidated)
        {
            // The overload for several values would box them.
            if (values.Count == 1)
                to.TryAddWithoutValidation(name, values.ToString());
            else
                to.TryAddWithoutValidation(name, values);
        }
    }
}
