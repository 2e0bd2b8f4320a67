using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrations.TestKit;

/// <summary>A mail server on loopback that speaks as much SMTP as a client needs, and refuses, stalls or breaks off as a test wants.</summary>
public sealed class SmtpStandIn : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly List<string> mails = [];
    readonly List<string> commands = [];
    readonly Task accepting;

    SmtpStandIn(Func<string, int, string?> answer)
    {
        listener.Start();
        accepting = AcceptAsync(answer);
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Every mail it took, as it came.</summary>
    public IReadOnlyList<string> Mails
    {
        get
        {
            lock (mails)
                return [.. mails];
        }
    }

    /// <summary>Every command of every client.</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (mails)
                return [.. commands];
        }
    }

    /// <summary>
    /// Starts it. The answer is given a command's first word in capitals (DATA-END for the end of a mail) and how often it was
    /// heard; null is the usual answer, "stall" is none, "reset" breaks the connection.
    /// </summary>
    public static SmtpStandIn Start(Func<string, int, string?>? answer = null) => new(answer ?? ((_, _) => null));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    async Task AcceptAsync(Func<string, int, string?> answer)
    {
        var clients = new List<Task>();
        try
        {
            while (true)
                clients.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token), answer));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(clients);
        }
    }

    async Task ServeAsync(TcpClient client, Func<string, int, string?> answer)
    {
        using (client)
        using (stopping.Token.Register(client.Close))
            try
            {
                await TalkAsync(client, answer);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException or OperationCanceledException)
            {
                // The client, or the test, is done.
            }
    }

    async Task TalkAsync(TcpClient client, Func<string, int, string?> answer)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await SayAsync(stream, "220 stand-in");
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            var command = line.Split(' ')[0].ToUpperInvariant();
            if (!await ReplyAsync(client, stream, command, line, answer, UsualOf(command)))
                return;
            if (command == "QUIT")
                return;
            if (command != "DATA")
                continue;
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(stopping.Token) is { } part && part != ".")
                mail.AppendLine(part);
            if (!await ReplyAsync(client, stream, "DATA-END", "DATA-END", answer, "250 taken"))
                return;
            lock (mails)
                mails.Add(mail.ToString());
        }
    }

    async Task<bool> ReplyAsync(
        TcpClient client, NetworkStream stream, string command, string line, Func<string, int, string?> answer, string usual)
    {
        int heard;
        lock (mails)
        {
            commands.Add(line);
            heard = commands.Count(one => one.Split(' ')[0].Equals(command, StringComparison.OrdinalIgnoreCase));
        }
        switch (answer(command, heard))
        {
            case "stall":
                await Task.Delay(Timeout.InfiniteTimeSpan, WallClock.Instance, stopping.Token);
                return false;
            case "reset":
                client.Client.LingerState = new LingerOption(true, 0);
                return false;
            case { } other:
                await SayAsync(stream, other);
                return other[0] is '2' or '3';
            default:
                await SayAsync(stream, usual);
                return true;
        }
    }

    static string UsualOf(string command) => command switch
    {
        "EHLO" => "250-stand-in\r\n250 AUTH PLAIN LOGIN",
        "AUTH" => "235 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };

    static async Task SayAsync(NetworkStream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
