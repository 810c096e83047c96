enum EnrichmentStart {}
