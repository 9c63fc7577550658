// TensorFlow operations on float32 of our own, by TensorFlow's C API (tensorflow/c/ops.h, tensorflow/c/kernels.h).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#define IS_SLIM_BUILD  // without the headers of distributed TensorFlow, which we do not unpack
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"

// Compiled for several processors: which one runs is found out when it is loaded.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VECTORIZED
#endif

// One execution of an operation: its inputs, and outputs to fill. What fails is told to TensorFlow at the end.
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {
    for (int i = 0; i < TF_NumInputs(context); i++) {
      inputs_.push_back(nullptr);
      if (is_ok()) TF_GetInput(context, i, &inputs_.back(), status_);
    }
  }
  Call(const Call&) = delete;
  ~Call() {
    if (!is_ok()) TF_OpKernelContext_Failure(context_, status_);
    for (TF_Tensor* tensor : inputs_) TF_DeleteTensor(tensor);
    for (TF_Tensor* tensor : outputs_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }

  bool is_ok() const { return TF_GetCode(status_) == TF_OK; }

  const float* floats(int i) const { return static_cast<const float*>(TF_TensorData(inputs_[i])); }

  std::vector<int64_t> shape(int i) const {
    std::vector<int64_t> sizes;
    for (int axis = 0; axis < TF_NumDims(inputs_[i]); axis++) sizes.push_back(TF_Dim(inputs_[i], axis));
    return sizes;
  }

  // Memory of output i; null when there is none to be had.
  float* output(int i, const std::vector<int64_t>& shape) {
    size_t bytes = sizeof(float);
    for (int64_t size : shape) bytes *= size;
    outputs_.push_back(
        TF_AllocateOutput(context_, i, TF_FLOAT, shape.data(), static_cast<int>(shape.size()), bytes, status_));
    return is_ok() ? static_cast<float*>(TF_TensorData(outputs_.back())) : nullptr;
  }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> inputs_, outputs_;
};

using Names = std::initializer_list<const char*>;
using KernelFunction = void (*)(void*, TF_OpKernelContext*);

// Throws std::runtime_error, with TensorFlow's words, where TensorFlow does not take it.
void register_kernel(const char* name, Names inputs, Names outputs, KernelFunction function);

template <void (*compute)(Call&)>
void register_operation(const char* name, Names inputs, Names outputs) {
  register_kernel(name, inputs, outputs, [](void*, TF_OpKernelContext* context) {
    Call call(context);
    compute(call);
  });
}
