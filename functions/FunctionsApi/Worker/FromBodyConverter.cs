namespace Microsoft.Azure.Functions.Worker.Http;

// Only a name for FromBodyAttribute to carry: the host that sees the attribute reads the body.
sealed class FromBodyConverter;
