public import ArgumentParser
public import Registry

extension Role: ExpressibleByArgument {}
