using System.IO.Compression;
using System.Net;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>How the pages' files are sent: small, and not at all to who has them.</summary>
public sealed class ServedFilesTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-files-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Page_ToWhoTakesBrotli_IsTheSameInFewerBytes()
    {
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance);
        using var plain = await AskAsync(host, "portal/");
        var script = (await plain.Content.ReadAsStringAsync()).Split("src=\"/")[1].Split('"')[0];
        foreach (var path in new[] { "portal/", script })
        {
            using var whole = await AskAsync(host, path);
            using var small = await AskAsync(host, path, ("Accept-Encoding", "gzip, deflate, br"));
            Assert.Empty(whole.Content.Headers.ContentEncoding);
            Assert.Equal(["br"], small.Content.Headers.ContentEncoding);
            Assert.Equal(["Accept-Encoding"], small.Headers.Vary);
            await using var unpacked = new BrotliStream(await small.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            await unpacked.CopyToAsync(bytes);
            Assert.Equal(await whole.Content.ReadAsByteArrayAsync(), bytes.ToArray());
            Assert.NotEqual(whole.Headers.ETag, small.Headers.ETag);
            using var known = await AskAsync(
                host, path, ("Accept-Encoding", "br"), ("If-None-Match", small.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
            using var other = await AskAsync(host, path, ("If-None-Match", small.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
        using var again = await AskAsync(host, script, ("Accept-Encoding", "br"));
        Assert.True((await again.Content.ReadAsByteArrayAsync()).Length < 40_000, "The first script is too large.");
    }

    static async Task<HttpResponseMessage> AskAsync(ServedHost host, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await host.Http.SendAsync(request);
    }
}
