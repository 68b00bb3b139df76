using System.Net;
using System.Text;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Waits for the browser to come back from a login, or takes the address that it ended at.</summary>
internal sealed class LoginAnswer : IDisposable
{
    private const string Page = "<!doctype html><title>outreach-bulk</title><p>outreach-bulk has the answer; its terminal says what "
        + "became of it. You can close this page.";

    private readonly Uri _redirect;
    private readonly HttpListener? _listener;

    /// <summary>Begins to listen, before anybody is sent to log in.</summary>
    /// <param name="redirect">Where the browser comes back to.</param>
    /// <exception cref="CliException">The address cannot be listened on.</exception>
    public LoginAnswer(Uri redirect)
    {
        _redirect = redirect;
        if (redirect is not { IsLoopback: true, Scheme: "http" })
            return;
        _listener = new();
        _listener.Prefixes.Add($"{redirect.GetLeftPart(UriPartial.Authority)}/");
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException exception)
        {
            throw new CliException(ExitCode.Error, $"{redirect} cannot be listened on: {exception.Message}");
        }
    }

    public void Dispose() => ((IDisposable?)_listener)?.Dispose();

    /// <summary>The code of the login.</summary>
    /// <param name="session">The session.</param>
    /// <param name="state">What must come back as it was sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It was refused, or is the answer to another login.</exception>
    public async Task<string> ReadAsync(CliSession session, string state, CancellationToken cancellationToken)
    {
        string query = _listener is { } listener
            ? await ListenAsync(listener, cancellationToken).ConfigureAwait(false)
            : Paste(session);
        Dictionary<string, string> answer = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0])
            .ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First()[1].Replace('+', ' ')));
        if (answer.GetValueOrDefault("state") != state)
        {
            throw CliException.Refused("The answer is not of this login: its state is another one. Start again, and use the address that "
                + "is printed then.");
        }

        if (answer.TryGetValue("error", out string? error))
        {
            throw new CliException(
                ExitCode.NotAllowed, $"The login was refused: {error} {answer.GetValueOrDefault("error_description")}".TrimEnd());
        }

        return answer.TryGetValue("code", out string? code) && code.Length > 0
            ? code
            : throw new CliException(ExitCode.NotAllowed, "The address holds no code. Copy the whole address that the browser ended at.");
    }

    private static string Paste(CliSession session)
    {
        session.Terminal.Error.Write("Paste the whole address that the browser ends at (its page may be an error): ");
        string pasted = session.ReadLine() ?? "";
        return Uri.TryCreate(pasted, UriKind.Absolute, out Uri? address)
            ? address.Query
            : throw CliException.Usage("That is no address. It begins with https:// and holds code= and state=.");
    }

    private async Task<string> ListenAsync(HttpListener listener, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stop = cancellationToken.Register(listener.Abort);
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync().ConfigureAwait(false);
                bool isAnswer = context.Request.Url?.AbsolutePath == _redirect.AbsolutePath;
                context.Response.StatusCode = isAnswer ? 200 : 404;
                context.Response.ContentType = "text/html; charset=utf-8";
                byte[] page = Encoding.UTF8.GetBytes(isAnswer ? Page : "");
                await context.Response.OutputStream.WriteAsync(page, cancellationToken).ConfigureAwait(false);
                context.Response.Close();
                if (isAnswer)
                    return context.Request.Url!.Query;
            }
        }
        catch (Exception exception)
            when (exception is HttpListenerException or ObjectDisposedException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
