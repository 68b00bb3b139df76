using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator.Tests.Support;

/// <summary>
/// Debian's Chromium without a window, driven by its own protocol. <c>OUTREACH_PICTURES</c> names a folder for its pictures.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _profile;
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private int _number;
    private string? _session;

    private Browser(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>What the page had to say: errors, and what its policy held back.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Starts it. Where there is none, the test is skipped.</summary>
    public static async Task<Browser> StartAsync()
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser") })
            .FirstOrDefault(File.Exists);
        Assert.SkipUnless(program is not null, "no Chromium");
        string profile = Directory.CreateTempSubdirectory("outreach-browser-").FullName;
        Process process = Process.Start(new ProcessStartInfo(
            program!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking",
                "--disable-dev-shm-usage", $"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
            ]) { RedirectStandardError = true })!;
        Browser browser = new(process, profile);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page on a screen of this width.</summary>
    public async Task OpenAsync(string address, int width, int height)
    {
        await ResizeAsync(width, height);
        await SendAsync("Page.navigate", new() { ["url"] = address });
        await EvaluateAsync("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))");
    }

    public async Task ResizeAsync(int width, int height) => await SendAsync("Emulation.setDeviceMetricsOverride", new()
    {
        ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600,
    });

    /// <summary>What an expression is worth on the page; waits for a promise.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonObject result = await SendAsync(
            "Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.False(result.ContainsKey("exceptionDetails"), result.ToJsonString());
        return result["result"]!["value"];
    }

    /// <summary>The text of the first element that is selected; empty where there is none.</summary>
    public async Task<string> TextAsync(string selector) =>
        (string?)await EvaluateAsync($"document.querySelector('{selector}')?.textContent.trim() ?? ''") ?? "";

    /// <summary>Clicks on something that leads to another page, and waits for that.</summary>
    public async Task PressAsync(string selector)
    {
        await EvaluateAsync($"document.querySelector('{selector}').click()");
        using CancellationTokenSource patience = new(s_patience);
        while (true)
        {
            JsonNode message = await ReceiveAsync(patience.Token);
            if ((string?)message["method"] == "Page.loadEventFired")
                return;
        }
    }

    /// <summary>Waits until an expression is true on the page.</summary>
    public async Task WaitAsync(string expression)
    {
        string look = $"new Promise(done => {{ const look = () => ({expression}) ? done() : requestAnimationFrame(look); look(); }})";
        await EvaluateAsync(look);
    }

    /// <summary>Waits likewise for something that only is true once the page has loaded itself again.</summary>
    public async Task AgainAsync(string expression)
    {
        using CancellationTokenSource patience = new(s_patience);
        while ((string?)(await ReceiveAsync(patience.Token))["method"] != "Page.loadEventFired")
        {
        }

        await WaitAsync(expression);
    }

    /// <summary>Presses a key of the keyboard, such as <c>Tab</c> or <c>Enter</c>.</summary>
    public async Task KeyAsync(string key)
    {
        int code = key switch { "Tab" => 9, "Enter" => 13, _ => throw new ArgumentException($"'{key}' is not a known key.", nameof(key)) };
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            JsonObject parameters = new() { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
            if (key == "Enter" && type == "keyDown")
                parameters["text"] = "\r";
            await SendAsync("Input.dispatchKeyEvent", parameters);
        }
    }

    /// <summary>Shows pages as people see them who prefer a feature's value: <c>prefers-color-scheme</c>, <c>dark</c>.</summary>
    public async Task PreferAsync(string feature, string value) => await SendAsync(
        "Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = feature, ["value"] = value }) });

    /// <summary>Saves a picture of the page, or of what the screen shows of it, where pictures are wanted.</summary>
    public async Task SavePictureAsync(string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("OUTREACH_PICTURES") is not { Length: > 0 } folder)
            return;
        JsonObject result = await SendAsync("Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = whole });
        await File.WriteAllBytesAsync(Path.Combine(folder, name), Convert.FromBase64String((string)result["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task ConnectAsync()
    {
        using CancellationTokenSource patience = new(s_patience);
        TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Split("DevTools listening on ") is ["", var address])
                listening.TrySetResult(new(address));
        };
        _process.BeginErrorReadLine();
        await _socket.ConnectAsync(await listening.Task.WaitAsync(patience.Token), patience.Token);
        JsonObject targets = await SendAsync("Target.getTargets", []);
        string page = (string)targets["targetInfos"]!.AsArray().First(each => (string?)each!["type"] == "page")!["targetId"]!;
        _session = (string)(await SendAsync("Target.attachToTarget", new() { ["targetId"] = page, ["flatten"] = true }))["sessionId"]!;
        await SendAsync("Page.enable", []);
        await SendAsync("Log.enable", []);
        await SendAsync("Runtime.enable", []);
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters)
    {
        using CancellationTokenSource patience = new(s_patience);
        int number = ++_number;
        JsonObject message = new() { ["id"] = number, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            message["sessionId"] = _session;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, patience.Token);
        while (true)
        {
            JsonNode answer = await ReceiveAsync(patience.Token);
            if ((int?)answer["id"] == number)
                return answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
            if ((string?)answer["method"] == "Log.entryAdded" && (string?)answer["params"]!["entry"]!["level"] is "error" or "warning")
                Complaints.Add($"{answer["params"]!["entry"]!["text"]} {answer["params"]!["entry"]!["url"]}");
            if ((string?)answer["method"] == "Runtime.exceptionThrown")
                Complaints.Add(answer["params"]!.ToJsonString());
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream text = new();
        byte[] buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }
}
