namespace Orchestrations.Domain.Orders;

/// <summary>What an order is for. It decides which risk rules may stop it: a way out is never blocked by a limit on ways in.</summary>
public enum OrderPurpose
{
    /// <summary>Takes on risk, or more of it.</summary>
    Entry,

    /// <summary>
    /// Makes another leg neutral, or keeps holdings at their shares. It is not an entry: refusing it would leave more risk.
    /// </summary>
    Hedge,

    /// <summary>Gives risk up: closes, or makes smaller.</summary>
    Exit,
}
