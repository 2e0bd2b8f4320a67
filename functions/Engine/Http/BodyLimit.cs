using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Orchestrations.Engine.Http;

/// <summary>Bounds request bodies to what a durable payload can be, plus what its JSON wrapping may add.</summary>
static class BodyLimit
{
    /// <summary>1 MB of payload and 64 KB around it.</summary>
    public const long Bytes = 1024 * 1024 + 64 * 1024;

    public static readonly string Detail =
        $"The request's body is longer than {Bytes} bytes. Send less, or store it elsewhere and send its address.";

    /// <summary>Sets the limit for reading; false when the announced length is over it already.</summary>
    public static bool Apply(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = Bytes;
        return context.Request.ContentLength is not > Bytes;
    }
}
