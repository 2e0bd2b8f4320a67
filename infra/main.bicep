// Everything the system needs on Azure, in one resource group. No keys: every service refuses local authentication where it
// can, and the app reaches it as its own identity. docs/operating/deploy.md has the table of functions, resources and roles.
targetScope = 'subscription'

@description('Names the environment and its resource group.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Where everything is. The Durable Task Scheduler and Flex Consumption must be offered there.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Who deploys and operates: may write signing secrets, steer orchestrations, read the data. Empty for nobody.')
param operatorId string

@description('What the operator is to Microsoft Entra.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorType string

@description('Whose money is at stake.')
@allowed(['paper', 'testnet', 'live'])
param tradingMode string

@description('Live trading does not start without it.')
param liveTradingAcknowledged bool

@description('Where alerts are mailed to. Empty: they only show in the portal.')
param alertEmail string

@description('Pay by request; otherwise 400 to 4,000 request units a second, scaled by Azure.')
param cosmosServerless bool

@description('Private endpoints need Premium, which costs by the hour.')
@allowed(['Standard', 'Premium'])
param serviceBusSku string

@description('Storage, Cosmos DB, Key Vault (and Service Bus, when Premium) are reachable from the virtual network only.')
param vnetEnabled bool

@description('With the virtual network: the one public IP address that may reach Key Vault, to write secrets. Empty for none.')
param operatorAddress string

var abbreviations = loadJsonContent('abbreviations.json')
var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  name: 'identity'
  params: {
    name: '${abbreviations.identity}${resourceToken}'
    location: location
    tags: tags
  }
}

module network 'network.bicep' = if (vnetEnabled) {
  scope: group
  name: 'network'
  params: {
    name: '${abbreviations.virtualNetwork}${resourceToken}'
    location: location
    tags: tags
  }
}

module logAnalytics 'log-analytics.bicep' = {
  scope: group
  name: 'log-analytics'
  params: {
    name: '${abbreviations.logAnalytics}${resourceToken}'
    location: location
    tags: tags
  }
}

module applicationInsights 'application-insights.bicep' = {
  scope: group
  name: 'application-insights'
  params: {
    name: '${abbreviations.applicationInsights}${resourceToken}'
    location: location
    tags: tags
    workspaceId: logAnalytics.outputs.id
    appPrincipalId: identity.outputs.principalId
  }
}

module storage 'storage.bicep' = {
  scope: group
  name: 'storage'
  params: {
    name: '${abbreviations.storage}${resourceToken}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    privateOnly: vnetEnabled
  }
}

module durableTaskScheduler 'durable-task-scheduler.bicep' = {
  scope: group
  name: 'durable-task-scheduler'
  params: {
    name: '${abbreviations.durableTaskScheduler}${resourceToken}'
    hubName: loadJsonContent('app-settings.json').TASKHUB_NAME
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    operatorId: operatorId
    operatorType: operatorType
  }
}

module serviceBus 'service-bus.bicep' = {
  scope: group
  name: 'service-bus'
  params: {
    name: '${abbreviations.serviceBus}${resourceToken}'
    location: location
    tags: tags
    sku: serviceBusSku
    appPrincipalId: identity.outputs.principalId
    operatorId: operatorId
    operatorType: operatorType
    privateOnly: vnetEnabled && serviceBusSku == 'Premium'
  }
}

module cosmosDb 'cosmos-db.bicep' = {
  scope: group
  name: 'cosmos-db'
  params: {
    name: '${abbreviations.cosmosDb}${resourceToken}'
    location: location
    tags: tags
    serverless: cosmosServerless
    appPrincipalId: identity.outputs.principalId
    operatorId: operatorId
    privateOnly: vnetEnabled
  }
}

module keyVault 'key-vault.bicep' = {
  scope: group
  name: 'key-vault'
  params: {
    name: '${abbreviations.keyVault}${resourceToken}'
    location: location
    tags: tags
    workspaceId: logAnalytics.outputs.id
    appPrincipalId: identity.outputs.principalId
    operatorId: operatorId
    operatorType: operatorType
    privateOnly: vnetEnabled
    operatorAddress: operatorAddress
  }
}

module functionPlan 'function-plan.bicep' = {
  scope: group
  name: 'function-plan'
  params: {
    name: '${abbreviations.functionPlan}${resourceToken}'
    location: location
    tags: tags
  }
}

module functionApp 'function-app.bicep' = {
  scope: group
  name: 'function-app'
  params: {
    name: '${abbreviations.functionApp}${resourceToken}'
    location: location
    tags: union(tags, { 'azd-service-name': 'app' })
    planId: functionPlan.outputs.id
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    auditTable: storage.outputs.auditTable
    applicationInsightsName: applicationInsights.outputs.name
    schedulerEndpoint: durableTaskScheduler.outputs.endpoint
    serviceBusHost: serviceBus.outputs.host
    cosmosEndpoint: cosmosDb.outputs.endpoint
    vaultUri: keyVault.outputs.uri
    tradingMode: tradingMode
    liveTradingAcknowledged: liveTradingAcknowledged
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
  }
}

module blobEndpoint 'private-endpoint.bicep' = if (vnetEnabled) {
  scope: group
  name: 'blob-endpoint'
  params: {
    name: '${abbreviations.privateEndpoint}blob-${resourceToken}'
    location: location
    tags: tags
    targetId: storage.outputs.id
    groupId: 'blob'
    zone: 'privatelink.blob.${environment().suffixes.storage}'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module tableEndpoint 'private-endpoint.bicep' = if (vnetEnabled) {
  scope: group
  name: 'table-endpoint'
  params: {
    name: '${abbreviations.privateEndpoint}table-${resourceToken}'
    location: location
    tags: tags
    targetId: storage.outputs.id
    groupId: 'table'
    zone: 'privatelink.table.${environment().suffixes.storage}'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module cosmosEndpoint 'private-endpoint.bicep' = if (vnetEnabled) {
  scope: group
  name: 'cosmos-endpoint'
  params: {
    name: '${abbreviations.privateEndpoint}cosmos-${resourceToken}'
    location: location
    tags: tags
    targetId: cosmosDb.outputs.id
    groupId: 'Sql'
    zone: 'privatelink.documents.azure.com'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module keyVaultEndpoint 'private-endpoint.bicep' = if (vnetEnabled) {
  scope: group
  name: 'key-vault-endpoint'
  params: {
    name: '${abbreviations.privateEndpoint}vault-${resourceToken}'
    location: location
    tags: tags
    targetId: keyVault.outputs.id
    groupId: 'vault'
    zone: 'privatelink.vaultcore.azure.net'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module serviceBusEndpoint 'private-endpoint.bicep' = if (vnetEnabled && serviceBusSku == 'Premium') {
  scope: group
  name: 'service-bus-endpoint'
  params: {
    name: '${abbreviations.privateEndpoint}bus-${resourceToken}'
    location: location
    tags: tags
    targetId: serviceBus.outputs.id
    groupId: 'namespace'
    zone: 'privatelink.servicebus.windows.net'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module workbook 'workbook.bicep' = {
  scope: group
  name: 'workbook'
  params: {
    location: location
    tags: tags
    workspaceId: logAnalytics.outputs.id
  }
}

module alerts 'alerts.bicep' = {
  scope: group
  name: 'alerts'
  params: {
    actionGroupName: '${abbreviations.actionGroup}${resourceToken}'
    location: location
    tags: tags
    workspaceId: logAnalytics.outputs.id
    serviceBusId: serviceBus.outputs.id
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_NAME string = functionApp.outputs.name
output AZURE_KEY_VAULT_NAME string = keyVault.outputs.name
output AZURE_SERVICE_BUS_HOST string = serviceBus.outputs.host
output AZURE_COSMOS_ENDPOINT string = cosmosDb.outputs.endpoint
output DURABLE_TASK_DASHBOARD_URL string = durableTaskScheduler.outputs.dashboard
output SERVICE_APP_NAME string = functionApp.outputs.name
output SERVICE_APP_URI string = functionApp.outputs.uri
