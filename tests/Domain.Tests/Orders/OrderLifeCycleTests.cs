using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Orders;

public class OrderLifeCycleTests
{
    [Fact]
    public void Stages_AllOfThem_AreInTheTable() =>
        Assert.All(Enum.GetValues<OrderStage>(), stage =>
            Assert.True(OrderLifeCycle.CanMove(stage, stage) || OrderLifeCycle.IsEnd(stage)));

    [Theory]
    [InlineData(OrderStage.Filled)]
    [InlineData(OrderStage.Rejected)]
    [InlineData(OrderStage.Refused)]
    [InlineData(OrderStage.NotPlaced)]
    [InlineData(OrderStage.Cancelled)]
    [InlineData(OrderStage.PartiallyFilledCancelled)]
    public void End_WhateverFollows_IsRefused(OrderStage end)
    {
        foreach (var to in Enum.GetValues<OrderStage>().Where(to => to != end))
            Assert.Equal("ORC-ORDER-002", Assert.Throws<DomainException>(() => OrderLifeCycle.Move(end, to)).Code);
    }

    [Fact]
    public void PartiallyFilled_ToAnEndWithoutFills_IsRefused()
    {
        Assert.False(OrderLifeCycle.CanMove(OrderStage.PartiallyFilled, OrderStage.Cancelled));
        Assert.False(OrderLifeCycle.CanMove(OrderStage.PartiallyFilled, OrderStage.Rejected));
    }

    [Fact]
    public void Unknown_ToFilledOrUnresolved_IsAllowed()
    {
        Assert.Equal(OrderStage.Filled, OrderLifeCycle.Move(OrderStage.Unknown, OrderStage.Filled));
        Assert.Equal(OrderStage.Unresolved, OrderLifeCycle.Move(OrderStage.Unknown, OrderStage.Unresolved));
    }

    [Theory]
    [InlineData(OrderStage.Filled)]
    [InlineData(OrderStage.PartiallyFilledCancelled)]
    [InlineData(OrderStage.Cancelled)]
    [InlineData(OrderStage.Unresolved)]
    [InlineData(OrderStage.Refused)]
    public void Submitting_WhoeverLearnsTheEndFirst_CanRecordIt(OrderStage end) =>
        Assert.Equal(end, OrderLifeCycle.Move(OrderStage.Submitting, end));

    [Fact]
    public void Statuses_AllOfThem_HaveAStage() =>
        Assert.Equal(6, Enum.GetValues<OrderStatus>().Select(OrderLifeCycle.StageOf).Distinct().Count());
}
