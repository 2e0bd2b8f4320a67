using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Security;

/// <summary>Requests that no well-behaved client sends: too long, too slow, with line breaks where none belong.</summary>
public sealed class RawRequestTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-raw-").FullName;
    ServedHost host = null!;

    public async Task InitializeAsync() => host = await ServedHost.StartAsync(folder, WallClock.Instance);

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("api/dca/plans", 70_000, "ORC-HTTP-002")]
    [InlineData("api/emergency-stop", 70_000, "ORC-HTTP-002")]
    [InlineData("api/orchestrations/x/event", 70_000, "ORC-HTTP-002")]
    [InlineData("proofpacks/run", 1_100_000, "ORC-HTTP-002")]
    [InlineData("admin/functions/DcaTimer", 1_200_000, "ORC-HOST-103")]
    [InlineData("runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/large", 1_200_000, "ORC-HOST-103")]
    public async Task Body_LongerThanAllowed_IsRefusedWhetherItsLengthIsStatedOrNot(string path, int length, string code)
    {
        var body = $"\"{new string('x', length)}\"";
        (await host.PostTextAsync(path, body)).IsProblem(413, code);
        var chunked = await SendAsync(
            $"POST /{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + $"{body.Length.ToString("x", CultureInfo.InvariantCulture)}\r\n{body}\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", chunked, StringComparison.Ordinal);
        Assert.Contains(code, chunked, StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync("health")).Status);
    }

    [Fact]
    public async Task Body_ThatIsAnnouncedAndDoesNotCome_IsGivenUpOn()
    {
        var answer = await SendAsync(
            "POST /api/emergency-stop HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{\"reason\"");
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("ORC-HOST-120", answer, StringComparison.Ordinal);
        Assert.Equal("False", (await host.GetAsync("api/emergency-stop"))["active"]);
    }

    [Fact]
    public async Task Headers_ThatDoNotEnd_AreGivenUpOn()
    {
        var answer = await SendAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: a");
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    [Theory]
    [InlineData("GET /api/orchestrations/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1")]
    [InlineData("GET /proofpacks/a%0d%0aSet-Cookie:%20x=1/bundle HTTP/1.1")]
    [InlineData("GET /portal/assets/a%0d%0aSet-Cookie:%20x=1.js HTTP/1.1")]
    [InlineData("GET /runtime/webhooks/durabletask/instances/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1")]
    [InlineData("POST /runtime/webhooks/durabletask/orchestrators/DcaOrchestrator/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1")]
    [InlineData("GET /portal/%2f%2fevil.example HTTP/1.1")]
    [InlineData("GET //evil.example/..%2f HTTP/1.1")]
    public async Task Line_WithBreaksOrAnotherHostInIt_AddsNoHeaderAndLeadsNowhereElse(string line)
    {
        var answer = await SendAsync(
            $"{line}\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
        var headers = answer.Split("\r\n\r\n")[0].Split("\r\n");
        Assert.DoesNotContain(headers, header => header.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase));
        var elsewhere = headers.Where(header => header.StartsWith("Location:", StringComparison.OrdinalIgnoreCase)
            && !header.StartsWith("Location: /", StringComparison.Ordinal)
            && !header.StartsWith("Location: http://localhost/", StringComparison.Ordinal));
        Assert.Empty(elsewhere);
        Assert.Contains(headers, header => header == "X-Content-Type-Options: nosniff");
    }

    [Theory]
    [InlineData("/portal/../host.json")]
    [InlineData("/portal/%2e%2e/host.json")]
    [InlineData("/portal/%2E%2E%2Fhost.json")]
    [InlineData("/portal/..%2f..%2fhost.json")]
    [InlineData("/portal/%252e%252e%252fhost.json")]
    [InlineData("/portal/assets/..%5c..%5chost.json")]
    [InlineData("/portal/assets/..;/..;/host.json")]
    [InlineData("/portal/assets/%c0%ae%c0%ae/host.json")]
    [InlineData("/portal//etc/passwd.json")]
    [InlineData("/portal/%2fetc%2fpasswd.json")]
    [InlineData("/portal/C:%5cWindows%5cwin.ini.json")]
    [InlineData("/portal/index.html%00.json")]
    [InlineData("/portal/file:%2f%2f%2fetc%2fpasswd.json")]
    public async Task Path_OutOfThePortal_LeadsToNoFile(string path)
    {
        var answer = await SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.True(
            answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer);
        Assert.DoesNotContain("extensions", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_WithABreakInItsValue_IsNotARequest()
    {
        var answer = await SendAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nx-functions-key: a\rSet-Cookie: x=1\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    /// <summary>Sends bytes as they are and reads until the host closes the connection, or has answered with a length.</summary>
    async Task<string> SendAsync(string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var connection = new TcpClient();
        await connection.ConnectAsync(host.Address.Host, host.Address.Port, deadline.Token);
        var stream = connection.GetStream();
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text), deadline.Token);
            for (int read; (read = await stream.ReadAsync(buffer, deadline.Token)) > 0;)
                answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        // A host that has heard enough closes before everything was sent.
        catch (IOException)
        {
        }
        return answer.ToString();
    }
}
