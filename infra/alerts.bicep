// What a person must look at. Each rule asks a query of alerts/ every few minutes; any row it answers is an alert.
@maxLength(260)
param actionGroupName string
param location string
param tags object
param workspaceId string
param serviceBusId string

@description('Empty: no mails.')
param email string

var rules = [
  {
    name: 'failed-orchestrations'
    description: 'An orchestration failed. docs/operating/recover.md'
    severity: 1
    query: loadTextContent('alerts/failed-orchestrations.kql')
    frequency: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'missed-timers'
    description: 'A timer ran late, or not for 26 hours. docs/operating/recover.md'
    severity: 2
    query: loadTextContent('alerts/missed-timers.kql')
    frequency: 'PT1H'
    window: 'P2D'
  }
  {
    name: 'order-errors'
    description: 'An order was rejected, could not be resolved, or a step of it failed. docs/operating/recover.md'
    severity: 1
    query: loadTextContent('alerts/order-errors.kql')
    frequency: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'trading-stopped'
    description: 'The emergency stop or the kill switch was switched. docs/operating/stop-trading.md'
    severity: 1
    query: loadTextContent('alerts/trading-stopped.kql')
    frequency: 'PT5M'
    window: 'PT15M'
  }
  {
    name: 'breaker-level'
    description: 'The drawdown moved the circuit breaker to another level. docs/operating/recover.md'
    severity: 1
    query: loadTextContent('alerts/breaker-level.kql')
    frequency: 'PT5M'
    window: 'PT15M'
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'operators'
    emailReceivers: empty(email) ? [] : [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: rule.name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.name
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: rule.frequency
    windowSize: rule.window
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    // Tables appear with the first telemetry; until then their columns cannot be checked.
    skipQueryValidation: true
    actions: { actionGroups: [actionGroup.id] }
  }
}]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message could not be handled. docs/operating/recover.md'
    severity: 1
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: ['*']
            }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: actionGroup.id }]
  }
}
