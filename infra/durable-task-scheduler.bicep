// Keeps the orchestrations: histories, timers, messages. It authenticates by Entra identity only; there are no keys to disable.
@minLength(3)
@maxLength(64)
param name string

@minLength(3)
@maxLength(64)
param hubName string
param location string
param tags object
param appPrincipalId string

@description('Who may look and steer in the dashboard. Empty for nobody.')
param operatorId string
param operatorType string

var roles = loadJsonContent('roles.json')

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ['0.0.0.0/0']
    sku: { name: 'Consumption' }
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskhubs@2025-11-01' = {
  parent: scheduler
  name: hubName
}

resource appContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler
  name: guid(scheduler.id, appPrincipalId, roles.durableTaskDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableTaskDataContributor)
  }
}

resource operatorContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorId)) {
  scope: scheduler
  name: guid(scheduler.id, operatorId, roles.durableTaskDataContributor)
  properties: {
    principalId: operatorId
    principalType: operatorType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableTaskDataContributor)
  }
}

output endpoint string = scheduler.properties.endpoint
output dashboard string = 'https://dashboard.durabletask.io/?endpoint=${uriComponent(scheduler.properties.endpoint)}&taskhub=${hub.name}'
