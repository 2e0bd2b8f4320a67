using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Problems;
using Orchestrations.App.Tests.Histories;

namespace Orchestrations.App.Tests.Http;

/// <summary>Asks the app's HTTP functions as a host does, in a world of virtual time.</summary>
static class OverHttp
{
    /// <summary>Sends a request to a function.</summary>
    /// <param name="world">The world.</param>
    /// <param name="serve">The function.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="query">The query, such as <c>?top=1</c>; empty for none.</param>
    /// <param name="headers">The headers.</param>
    public static Answered Say(
        this HistoryWorld world, Func<HttpRequest, Task<IResult>> serve, string body = "", string query = "",
        params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.QueryString = new QueryString(query);
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        IResult? result = null;
        world.Do(async () => { result = await serve(context.Request); });
        return new Answered(
            Assert.IsAssignableFrom<IStatusCodeHttpResult>(result).StatusCode ?? 200,
            (result as IValueHttpResult)?.Value, context.Response.Headers);
    }

    /// <summary>What came back.</summary>
    public sealed record Answered(int Status, object? Value, IHeaderDictionary Headers)
    {
        /// <summary>The code of the problem that it is; null for none.</summary>
        public string? Code => (Value as ProblemBody)?.Code;

        /// <summary>The body.</summary>
        public T As<T>() => Assert.IsType<T>(Value);
    }
}
