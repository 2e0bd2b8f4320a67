// The operations page in the portal: orchestrations, orders, risk, messages.
param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'operations')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Orchestrations: operations'
    sourceId: workspaceId
    serializedData: loadTextContent('workbook.json')
  }
}
