using System.Net;
using Microsoft.AspNetCore.Http;

namespace Orchestrations.Engine.Http;

/// <summary>Tells this machine's own names from others': "localhost" and the loopback addresses, nothing else.</summary>
static class LoopbackNames
{
    /// <param name="host">Without port; IPv6 in brackets or not.</param>
    public static bool Contains(string host)
        => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    /// <param name="url">As the server lists it, such as http://[::]:7071; * and + stand for every name.</param>
    public static bool Serves(string url) => Contains(BindingAddress.Parse(url).Host);
}
