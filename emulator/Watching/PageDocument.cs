using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>The page as a browser gets it, with a policy under which nothing runs but its own script.</summary>
internal sealed class PageDocument(string token)
{
    private static readonly Lazy<string> s_template = new(() =>
    {
        using Stream stream = typeof(PageDocument).Assembly.GetManifestResourceStream("page.html")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    });

    public async Task SendAsync(HttpContext context)
    {
        string nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
        context.Response.Headers.XFrameOptions = "DENY";
        context.Response.ContentType = "text/html; charset=utf-8";
        // Both are hex digits, so that there is nothing to escape.
        string html = s_template.Value
            .Replace("{{nonce}}", nonce, StringComparison.Ordinal)
            .Replace("{{token}}", token, StringComparison.Ordinal);
        await context.Response.WriteAsync(html, context.RequestAborted);
    }
}
