enum SimulationStart {}
