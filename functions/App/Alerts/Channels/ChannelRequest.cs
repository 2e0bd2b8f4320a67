using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>A message as an HTTP POST with a JSON body.</summary>
/// <param name="Address">Where to; may hold a secret.</param>
/// <param name="Shown">The same for people.</param>
/// <param name="Body">JSON as UTF-8.</param>
/// <param name="Headers">Headers of its own.</param>
sealed record ChannelRequest(Uri Address, string Shown, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    public HttpRequestMessage ToHttp()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in Headers)
            request.Headers.Add(name, value);
        return request;
    }

    public IReadOnlyList<string> Preview() =>
    [
        $"POST {Shown}",
        "content-type: application/json; charset=utf-8",
        string.Create(CultureInfo.InvariantCulture, $"content-length: {Body.Length}"),
        .. Headers.Select(header => $"{header.Name}: {header.Value}"),
        Encoding.UTF8.GetString(Body),
    ];

    // The address is no business of whoever prints it.
    public override string ToString() => $"POST {Shown}";
}
