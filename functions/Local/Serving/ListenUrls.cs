using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Serving;

/// <summary>The addresses to listen on, checked before anything is opened.</summary>
static class ListenUrls
{
    const string Remedy = "Use a form such as http://127.0.0.1:7071; several are separated by semicolons.";

    /// <exception cref="CodedError">ORC-LOCAL-003: one is no address that this host can listen on.</exception>
    public static void Check(string urls)
    {
        var all = Split(urls);
        if (all.Length == 0)
            throw new CodedError(CodedError.BadArgument, $"--urls names no address. {Remedy}");
        foreach (var url in all)
        {
            var address = Parse(url);
            var isPort = address is { IsUnixPipe: false, IsNamedPipe: false, Port: >= 0 and <= IPEndPoint.MaxPort };
            if (!isPort || address.PathBase.Length > 0)
                throw Refused(url);
            if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
                throw new CodedError(
                    CodedError.BadArgument,
                    $"--urls {url}: the local host speaks plain http; put a proxy in front of it for https.");
        }
    }

    /// <summary>True when nobody beyond this machine can reach any of them.</summary>
    public static bool AreLoopback(string urls)
    {
        var all = Split(urls);
        return all.Length > 0 && all.All(IsLoopback);
    }

    // What is no address reaches nobody; Check says what is wrong with it.
    static bool IsLoopback(string url)
    {
        try
        {
            var host = BindingAddress.Parse(url).Host.Trim('[', ']');
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Those that another program listens on now.</summary>
    public static IEnumerable<string> Taken(string urls) => Split(urls).Where(url => IsTaken(Parse(url)));

    static bool IsTaken(BindingAddress address)
    {
        if (address.Port == 0)
            return false;
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given
            : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.Any;
        try
        {
            using var probe = new TcpListener(ip, address.Port);
            probe.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Refused(url);
        }
    }

    static string[] Split(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static CodedError Refused(string url) => new(
        CodedError.BadArgument, string.Create(CultureInfo.InvariantCulture, $"--urls '{url}' is not an address. {Remedy}"));
}
