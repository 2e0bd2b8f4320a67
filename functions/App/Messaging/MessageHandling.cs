using System.Text;
using Orchestrations.App.Problems;
using Orchestrations.Domain;

namespace Orchestrations.App.Messaging;

/// <summary>Handles messages that ask for something, so that every trigger refuses them alike.</summary>
public static class MessageHandling
{
    /// <summary>
    /// Reads a message as strictly as an HTTP body and does what it asks for. What fails otherwise than by refusal is left to
    /// the host, which delivers the message again.
    /// </summary>
    /// <exception cref="MessageRefusedException">It is not of the form asked for, or the rules refuse it.</exception>
    public static async Task HandleAsync<T>(string message, Func<T, Task> handle)
    {
        try
        {
            await handle(RequestJson.Read<T>(Encoding.UTF8.GetBytes(message)));
        }
        catch (ProblemException e)
        {
            throw new MessageRefusedException(e.Code, e.Message, e);
        }
        catch (DomainException e)
        {
            throw new MessageRefusedException(e.Code, e.Message, e);
        }
    }
}
