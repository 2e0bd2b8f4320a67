using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

// CA1822, CA1801: these methods are broken on purpose and never run.
#pragma warning disable CA1822 // functions may be instance methods that use no state
#pragma warning disable xUnit1000 // these are no test classes

namespace Orchestrations.Engine.Tests.Functions;

/// <summary>One class for each way in which a function cannot work.</summary>
static class BrokenFunctions
{
    internal sealed class SameName
    {
        [Function("Twice")]
        public void One([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }

        [Function("twice")]
        public void Two([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }
    }

    internal sealed class NoTrigger
    {
        [Function("Lost")]
        public void Run(TimerInfo info)
        {
        }
    }

    internal sealed class TwoTriggers
    {
        [Function("Torn")]
        public void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info, [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }

    internal sealed class TimerIntoString
    {
        [Function("F")]
        public void Run([TimerTrigger("0 0 9 * * *")] string info)
        {
        }
    }

    internal sealed class HttpIntoPoco
    {
        [Function("F")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] Uri body)
        {
        }
    }

    internal sealed class UnknownParameter
    {
        [Function("F")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "f/{id}")] HttpRequest request, string id, string name)
        {
        }
    }

    internal sealed class UnknownRouteType
    {
        [Function("F")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "f/{id}")] HttpRequest request, Uri id)
        {
        }
    }

    internal sealed class TwoBodies
    {
        [Function("F")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [FromBody] string a, [FromBody] string b)
        {
        }
    }

    internal sealed class ClientIntoObject
    {
        [Function("F")]
        public void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info, [DurableClient] object client)
        {
        }
    }

    internal sealed class ServiceInActivity
    {
        [Function("F")]
        public void Run([ActivityTrigger] string input, TimeProvider time)
        {
        }
    }

    internal sealed class ClientInOrchestrator
    {
        [Function("F")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client)
            => Task.CompletedTask;
    }

    internal sealed class TwoInputs
    {
        [Function("F")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context, string a, string b) => Task.CompletedTask;
    }

    internal sealed class OrchestratorIntoString
    {
        [Function("F")]
        public Task Run([OrchestrationTrigger] string context) => Task.CompletedTask;
    }

    internal sealed class BadTemplate
    {
        [Function("F")]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "f/{id")] HttpRequest request)
        {
        }
    }

    internal sealed class Hidden
    {
        [Function("F")]
        internal void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }
    }

    internal sealed class Generic
    {
        [Function("F")]
        public void Run<T>([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }
    }

    internal abstract class Abstract
    {
        [Function("F")]
        public void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }
    }

    internal sealed class GenericClass<T>
    {
        [Function("F")]
        public void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }
    }

    internal sealed class ByReference
    {
        [Function("F")]
        public void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info, out int result) => result = 0;
    }

    internal sealed class AsyncVoid
    {
        [Function("F")]
        public async void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info) => await Task.Yield();
    }

    internal sealed class BadName
    {
        [Function("no spaces")]
        public void Run([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }
    }
}
