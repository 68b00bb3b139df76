using System.Reflection;

namespace Outreach.Bulk.Http;

/// <summary>What requests say of who sends them: the application, if it has a name, and this library.</summary>
internal static class UserAgent
{
    private const string Header = "User-Agent";

    /// <summary>This library, with its version.</summary>
    public static string Library { get; } = $"Outreach.Bulk/{Version}";

    /// <summary>Marks a request, unless the application has a mark of its own on the client.</summary>
    public static void Add(HttpRequestMessage request, HttpClient client, string text)
    {
        if (!client.DefaultRequestHeaders.NonValidated.Contains(Header))
            request.Headers.TryAddWithoutValidation(Header, text);
    }

    public static string Of(OutreachBulkOptions options) =>
        options.ApplicationId is { } application ? $"{application} {Library}" : Library;

    // Without what follows a plus: the commit that it was built from.
    private static string Version =>
        typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
