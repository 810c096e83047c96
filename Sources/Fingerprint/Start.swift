enum FingerprintStart {}
