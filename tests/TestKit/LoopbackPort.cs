using System.Net;
using System.Net.Sockets;

namespace Orchestrations.TestKit;

/// <summary>Ports of this machine for servers that a test starts.</summary>
public static class LoopbackPort
{
    /// <summary>A port that was free a moment ago.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>An address on which nobody listens, in place of an exchange that is out of reach.</summary>
    public static string Nobody => "http://127.0.0.1:1";
}
