namespace Orchestrations.Engine.Keys;

/// <summary>What a key opens, as on the Functions host.</summary>
public enum KeyScope
{
    /// <summary>Everything, /admin too. There is one, named <c>_master</c>.</summary>
    Master,

    /// <summary>All functions of the level Function.</summary>
    Host,

    /// <summary>One function of the level Function.</summary>
    Function,

    /// <summary>The addresses of an extension; that of the Durable management API is named <c>durabletask_extension</c>.</summary>
    System,
}
