// az deployment group create -g RESOURCE_GROUP -p infra/production.bicepparam
// Secrets come from the environment of whoever deploys, and are kept in Key Vault from then on.
using './azure.bicep'

param resourceBaseName = readEnvironmentVariable('RESOURCE_BASE_NAME', 'oversight')
param image = readEnvironmentVariable('IMAGE')
param registryName = readEnvironmentVariable('REGISTRY_NAME', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param cardKeys = readEnvironmentVariable('CARD_KEYS')
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD')
param groupFile = readEnvironmentVariable('GROUP_TOML', '')
