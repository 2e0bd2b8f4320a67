using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// A mail of plain text, by SMTP with STARTTLS. Its Message-ID stays the same for every attempt, which many servers go by; SMTP
/// itself promises nothing of the kind.
/// </summary>
sealed class EmailChannel(EmailSettings settings, AlertsSettings alerts, TimeProvider time) : IAlertChannel
{
    public string Name => ChannelNames.Email;

    public async Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(alerts.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var mail = MailOf(notice);
        using var smtp = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls };
        if (settings is { User: { } user, Password: { } password })
            smtp.Credentials = new NetworkCredential(user, password.Reveal());
        try
        {
            // Cancelling asks the client to stop, which it does when its own time is over; nobody waits for that.
            var sending = smtp.SendMailAsync(mail, both.Token);
            _ = sending.ContinueWith(
                static left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await sending.WaitAsync(both.Token);
            return ChannelAnswer.Sent;
        }
        // The server took the mail for the others. Sending it again would send it to those twice.
        catch (SmtpFailedRecipientException some) when (Refused(some) is var refused && refused < settings.To.Count)
        {
            return ChannelAnswer.Sent with
            {
                Reason = string.Create(
                    CultureInfo.InvariantCulture, $"SMTP {(int)some.StatusCode}: {refused} of {settings.To.Count} receivers were refused"),
            };
        }
        catch (SmtpException failure) when (failure.InnerException is not AuthenticationException)
        {
            return AnswerOf(failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ChannelAnswer(ChannelVerdict.Again, null, $"no answer within {alerts.Timeout:c}", MayHaveArrived: true);
        }
        catch (Exception distrusted) when (distrusted is AuthenticationException or SmtpException)
        {
            // Nothing but the greeting was said.
            return new ChannelAnswer(ChannelVerdict.Again, null, "the mail server's certificate is not trusted");
        }
        catch (Exception broken) when (broken is IOException or InvalidOperationException)
        {
            return new ChannelAnswer(ChannelVerdict.Again, null, broken.GetType().Name, MayHaveArrived: true);
        }
    }

    public IReadOnlyList<string> Preview(AlertNotice notice)
    {
        using var mail = MailOf(notice);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"SMTP {settings.Host}:{settings.Port}, ")
            + $"{(settings.StartTls ? "STARTTLS" : "no encryption")}, {(settings.User is null ? "no login" : "login ***")}",
            $"From: {mail.From}",
            $"To: {string.Join(", ", mail.To)}",
            $"Message-ID: {mail.Headers["Message-ID"]}",
            $"Subject: {mail.Subject}",
            .. mail.Body.Split('\n'),
        ];
    }

    // 4xx is "not now", 5xx "not ever"; without a code nobody knows how far it came.
    ChannelAnswer AnswerOf(SmtpException failure)
    {
        var code = (int)failure.StatusCode;
        var reason = code > 0
            ? string.Create(CultureInfo.InvariantCulture, $"SMTP {code} ({failure.StatusCode})")
            : $"SMTP: {failure.InnerException?.GetType().Name ?? (settings.StartTls ? "no STARTTLS, or no connection" : "no connection")}";
        return code >= 500
            ? new ChannelAnswer(ChannelVerdict.Refused, null, reason)
            : new ChannelAnswer(ChannelVerdict.Again, null, reason, MayHaveArrived: code <= 0);
    }

    // One is thrown as itself, several inside another.
    static int Refused(SmtpFailedRecipientException some) => (some as SmtpFailedRecipientsException)?.InnerExceptions.Length ?? 1;

    MailMessage MailOf(AlertNotice notice)
    {
        var mail = new MailMessage
        {
            From = new MailAddress(settings.From),
            // Our own words only: what came from elsewhere stands in the body, where it is text.
            Subject = notice.Title,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = string.Join('\n', [notice.Title, "", .. notice.Lines().Select(line => $"{line.Label}: {line.Value}")]),
        };
        foreach (var receiver in settings.To)
            mail.To.Add(new MailAddress(receiver));
        mail.Headers.Add("Message-ID", $"<{notice.Id}@{new MailAddress(settings.From).Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
