using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Http;

/// <summary>On an endpoint: who may call it once the host listens beyond this machine.</summary>
sealed record FunctionAccess(AuthorizationLevel Level);
