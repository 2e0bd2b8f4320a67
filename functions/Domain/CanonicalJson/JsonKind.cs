namespace Orchestrations.Domain.CanonicalJson;

/// <summary>What a JSON value is.</summary>
public enum JsonKind : byte
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>False.</summary>
    False,

    /// <summary>True.</summary>
    True,

    /// <summary>An IEEE 754 double.</summary>
    Number,

    /// <summary>A string of Unicode scalar values.</summary>
    String,

    /// <summary>A list of values.</summary>
    Array,

    /// <summary>Names with values, no name twice.</summary>
    Object,
}
