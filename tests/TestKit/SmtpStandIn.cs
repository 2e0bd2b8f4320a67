using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrations.TestKit;

/// <summary>A mail server on loopback that speaks as much SMTP as a client needs, and refuses, stalls or breaks off as a test wants.</summary>
public sealed class SmtpStandIn : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly List<string> mails = [];
    readonly List<string> commands = [];
    readonly List<string> plain = [];
    readonly X509Certificate2? certificate;
    readonly Task accepting;

    SmtpStandIn(Func<string, int, string?> answer, X509Certificate2? certificate)
    {
        this.certificate = certificate;
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

    /// <summary>Every command that came without encryption.</summary>
    public IReadOnlyList<string> Plain
    {
        get
        {
            lock (mails)
                return [.. plain];
        }
    }

    /// <summary>
    /// Starts it; with a certificate it offers STARTTLS. The answer is given a command's first word in capitals (DATA-END for the
    /// end of a mail) and how often it was heard; null is the usual answer, "slow" is it after a moment, "stall" is none, "reset"
    /// breaks the connection.
    /// </summary>
    public static SmtpStandIn Start(Func<string, int, string?>? answer = null, X509Certificate2? certificate = null) =>
        new(answer ?? ((_, _) => null), certificate);

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
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException or OperationCanceledException
                or AuthenticationException)
            {
                // The client, or the test, is done.
            }
    }

    async Task TalkAsync(TcpClient client, Func<string, int, string?> answer)
    {
        Stream stream = client.GetStream();
        var reader = new StreamReader(stream, Encoding.UTF8);
        await SayAsync(stream, "220 stand-in");
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            var command = line.Split(' ')[0].ToUpperInvariant();
            var reply = await ReplyAsync(client, stream, command, line, answer, UsualOf(command, stream is SslStream));
            if (reply is null || command == "QUIT")
                return;
            if (reply[0] is not ('2' or '3'))
                continue;
            if (command == "STARTTLS")
            {
                var secret = new SslStream(stream);
                await secret.AuthenticateAsServerAsync(certificate!, false, SslProtocols.None, false);
                (stream, reader) = (secret, new StreamReader(secret, Encoding.UTF8));
            }
            if (command == "DATA" && !await TakeAsync(client, stream, reader, answer))
                return;
        }
    }

    async Task<bool> TakeAsync(TcpClient client, Stream stream, StreamReader reader, Func<string, int, string?> answer)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } part && part != ".")
            mail.AppendLine(part);
        // A mail that is answered for was taken before, whether the answer arrives or not.
        return await ReplyAsync(client, stream, "DATA-END", "DATA-END", answer, "250 taken", () =>
        {
            lock (mails)
                mails.Add(mail.ToString());
        }) is not null;
    }

    // Null when the client got no answer.
    async Task<string?> ReplyAsync(
        TcpClient client, Stream stream, string command, string line, Func<string, int, string?> answer, string usual,
        Action? accepted = null)
    {
        int heard;
        lock (mails)
        {
            commands.Add(line);
            if (stream is not SslStream)
                plain.Add(line);
            heard = commands.Count(one => one.Split(' ')[0].Equals(command, StringComparison.OrdinalIgnoreCase));
        }
        var reply = answer(command, heard);
        switch (reply)
        {
            case "stall":
                await Task.Delay(Timeout.InfiniteTimeSpan, WallClock.Instance, stopping.Token);
                return null;
            case "reset":
                client.Client.LingerState = new LingerOption(true, 0);
                return null;
            case "slow":
                accepted?.Invoke();
                await WallClock.PauseAsync(60);
                await SayAsync(stream, usual);
                return usual;
            default:
                if ((reply ?? usual)[0] == '2')
                    accepted?.Invoke();
                await SayAsync(stream, reply ?? usual);
                return reply ?? usual;
        }
    }

    string UsualOf(string command, bool isSecret) => command switch
    {
        "EHLO" => $"250-stand-in\r\n{(certificate is null || isSecret ? "" : "250-STARTTLS\r\n")}250 AUTH PLAIN LOGIN",
        "STARTTLS" => certificate is null ? "502 what?" : "220 go on",
        "AUTH" => "235 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };

    static async Task SayAsync(Stream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
