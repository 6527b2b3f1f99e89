// Who hears of what: docs/operations.md says what to do for each alarm, under the same name.

param resourceBaseName string
param location string
param tags object
param email string
param publicUrl string
param logsId string
param appName string
param databaseId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${resourceBaseName}-people'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'oversight'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${resourceBaseName}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logsId }
}

// /readyz: store reachable and migrated, ticks come, the outbox moves, nobody is waiting in silence.
resource readiness 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${resourceBaseName}-ready'
  location: location
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${resourceBaseName}-ready'
    Name: 'Oversight is ready'
    Enabled: true
    Frequency: 300
    Timeout: 30
    Kind: 'standard'
    RetryEnabled: true
    Locations: [{ Id: 'emea-ru-msa-edge' }, { Id: 'emea-gb-db3-azr' }, { Id: 'emea-nl-ams-azr' }]
    Request: { RequestUrl: '${publicUrl}/readyz', HttpVerb: 'GET', FollowRedirects: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'OversightNotReady'
  location: 'global'
  tags: tags
  properties: {
    description: 'Two places find that Oversight is not ready. docs/operations.md, OversightNotReady.'
    severity: 1
    enabled: true
    scopes: [insights.id, readiness.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: readiness.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}

var logAlarms = [
  {
    name: 'OversightErrors'
    severity: 2
    description: 'The bot logged errors. docs/operations.md, OversightErrors.'
    query: 'ContainerAppConsoleLogs_CL | where ContainerAppName_s == "${appName}" | extend line = parse_json(Log_s) | where line.level == "error"'
  }
  {
    name: 'OversightSilent'
    severity: 1
    description: 'Messages were due and none went out. docs/operations.md, OversightSilent.'
    query: 'ContainerAppConsoleLogs_CL | where ContainerAppName_s == "${appName}" | where Log_s has "messages are due and none went out"'
  }
]

resource fromLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alarm in logAlarms: {
    name: alarm.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alarm.name
      description: alarm.description
      severity: alarm.severity
      enabled: true
      evaluationFrequency: 'PT10M'
      windowSize: 'PT10M'
      scopes: [logsId]
      criteria: {
        allOf: [
          {
            query: alarm.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      skipQueryValidation: true // the table comes with the first line that is logged
      actions: { actionGroups: [people.id] }
    }
  }
]

resource databaseFull 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'OversightDatabaseFull'
  location: 'global'
  tags: tags
  properties: {
    description: 'The database uses four fifths of its storage. docs/operations.md, OversightDatabaseFull.'
    severity: 2
    enabled: true
    scopes: [databaseId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'storage'
          metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
          metricName: 'storage_percent'
          operator: 'GreaterThan'
          threshold: 80
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
